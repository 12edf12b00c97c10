"""Someone's own answers on their way from the record to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The last answer someone gave to one item, and the event that holds it.

    `choice` holds option keys: one or several chosen; all of them in the order given (`order`);
    `left=right` pairs (`match`); the choices taken so far, in order (`scenario`: `step:key`).
    `text` is what was written (reflection). `is_done` says whether the item counts as done.
    `confidence` is 1 (a guess), 2 or 3 (certain) where the person said how sure they were, else 0.
    """

    item_id: str
    event_id: str
    choice: tuple[str, ...] = ()
    text: str = ""
    is_done: bool = False
    given_at: datetime | None = None
    revision: str = ""
    confidence: int = 0


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """All the answers of one person that a page needs, by item id."""

    by_item: Mapping[str, OwnAnswer] = field(default_factory=dict)

    def get(self, item_id: str) -> OwnAnswer | None:
        return self.by_item.get(item_id)
