"""What someone did, in the words they then had before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from elearn.document.catalogue import Catalogue, Revision
from elearn.learning.acts import EventKind
from elearn.learning.journal import Entry
from elearn.learning.outline import outline_of
from elearn.render.web import item_place
from elearn.web import worded

_SURE = (lambda: "", lambda: gettext("a guess"), lambda: gettext("fairly sure"), lambda: gettext("certain"))


@dataclass(frozen=True, slots=True)
class Said:
    """One act: what it was in a word, the options chosen as they then read, or the words written.

    `text` is None where the words were deleted since.
    """

    at: datetime
    act: str
    chosen: tuple[Markup, ...]
    text: str | None
    sure: str


@dataclass(frozen=True, slots=True)
class PastItem:
    """An item as it was last worded to this person, and what they did with it, in order.

    `left_out` counts the acts between the first and those shown after it.
    """

    item_id: str
    title: str
    body: Markup
    lang: str
    said: tuple[Said, ...]
    left_out: int = 0

    @property
    def has_text(self) -> bool:
        """Whether words are left here that their writer may delete."""
        return any(each.text for each in self.said)


@dataclass(frozen=True, slots=True)
class PastUnit:
    """A unit in which something was done, by the revision of the latest act in it."""

    unit_id: str
    title: str
    lang: str
    acts: int
    last_at: datetime


def past_units(entries: Iterable[Entry], catalogue: Catalogue) -> tuple[PastUnit, ...]:
    """Return the units of someone's acts in the order in which they were begun."""
    found: dict[str, PastUnit] = {}
    for entry in entries:
        revision = catalogue.by_id(entry.revision_id)
        unit = outline_of(revision).unit_of(entry.item_id) if revision else None
        if revision is None or unit is None:
            continue
        acts = found[unit.id].acts + 1 if unit.id in found else 1
        found[unit.id] = PastUnit(unit.id, _title(revision, unit.id), revision.lang, acts, entry.at)
    return tuple(found.values())


def item_ids(entries: Iterable[Entry], unit_id: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the items of a unit, in whatever revision it was, that someone did something with."""
    ids: dict[str, None] = {}
    for entry in entries:
        revision = catalogue.by_id(entry.revision_id)
        unit = outline_of(revision).unit_of(entry.item_id) if revision else None
        if unit is not None and unit.id == unit_id:
            ids[entry.item_id] = None
    return tuple(ids)


def past_items(
    entries: Iterable[Entry], counts: Mapping[str, int], catalogue: Catalogue,
) -> Iterator[PastItem]:
    """Yield each item with what was done; every choice reads as it did when it was made.

    `counts` says how many acts there are on each item, of which `entries` may hold fewer.
    """
    by_item: dict[str, list[Entry]] = {}
    for entry in entries:
        by_item.setdefault(entry.item_id, []).append(entry)
    for item_id, done in by_item.items():
        revision = catalogue.by_id(done[-1].revision_id)
        if revision is None:
            continue
        item = worded.acting(revision, item_id)
        said = tuple(_said(entry, catalogue) for entry in done)
        place = item_place(revision, item) if item else None
        yield PastItem(item_id, item.title if item else _title(revision, item_id),
                       place.body if place else Markup(""), revision.lang, said,
                       counts.get(item_id, len(said)) - len(said))


def _said(entry: Entry, catalogue: Catalogue) -> Said:
    revision = catalogue.by_id(entry.revision_id)
    item = worded.acting(revision, entry.item_id) if revision else None
    chosen = tuple(worded.chosen(revision, item, entry.choice)) if revision and item else ()
    return Said(entry.at, _act(entry.kind), chosen, entry.text, _SURE[entry.confidence]())


def _act(kind: EventKind) -> str:
    return {
        EventKind.ANSWER: gettext("You answered"), EventKind.STEP: gettext("You chose"),
        EventKind.RESTART: gettext("You started the story again"),
        EventKind.REFLECT: gettext("You wrote"), EventKind.READ: gettext("You read this"),
        EventKind.CLEAR: gettext("You deleted your text"),
    }.get(kind, gettext("You thought about it"))


def _title(revision: Revision, unit_id: str) -> str:
    return next((unit.title for module in revision.open.modules for unit in module.units
                 if unit.id == unit_id), unit_id)
