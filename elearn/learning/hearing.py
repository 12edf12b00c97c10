"""What the record does when a person changes, in the same transaction: one list of it."""

from __future__ import annotations

from sqlalchemy import event

from elearn.accounts.models import Person
from elearn.learning import traits
from elearn.learning.named import services as lists

# Lists keep whom they took in while the facts still say what was so far; then the facts are restated.
_HEARD = (("before_update", lists.settle_before), ("after_update", traits.restate))


def listen() -> None:
    """Have the record hear whenever a person is written; whoever joins it to a database calls this.

    Accounts knows nothing of the record, and a service to be called after each change would one day be
    forgotten. Asked again, it still hears once.
    """
    for moment, heard in _HEARD:
        event.listen(Person, moment, heard)
