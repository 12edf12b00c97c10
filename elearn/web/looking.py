"""A list of names that the reader opened a short while ago: asked for before anything of it is shown."""

from __future__ import annotations

from datetime import timedelta

from elearn.accounts.models import AccessRole
from elearn.kernel import clock
from elearn.kernel.errors import Closed, NotFound
from elearn.learning.named import queries, rows
from elearn.learning.named.queries import Look
from elearn.web import identity

__all__ = ["LASTS", "Look", "LookOver", "look_of", "require_in"]

LASTS = timedelta(minutes=30)


class LookOver(Closed):
    """A list that was opened too long ago; `look` is what its purpose is asked for again with."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look


def look_of(look_id: int) -> Look:
    """Return the list of the reader with this number.

    Raise NotFound where it is another's, or of a site that is not the reader's own any more; raise
    LookOver where it was opened more than half an hour ago.
    """
    reader, found = identity.principal(), queries.look(look_id)
    if reader is None or found is None or found.actor_id != reader.person_id:
        raise NotFound
    is_focal_point = reader.access_role is AccessRole.FOCAL_POINT
    if found.is_of_own_site != is_focal_point or (is_focal_point and found.filters.site != reader.site):
        raise NotFound
    if clock.now() - found.at > LASTS:
        raise LookOver(found)
    return found


def require_in(look: Look, enrolment_id: str) -> None:
    """Raise NotFound where an enrolment is not among those that a list takes in."""
    if not rows.is_in(look.filters, enrolment_id):
        raise NotFound
