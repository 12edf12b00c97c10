"""What the downloads page offers: each publication with its files, or why it has none, in this revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from elearn.document.catalogue import Revision
from elearn.render import shelf
from elearn.render.manifest import Manifest, Outcome, ShelfFile, State
from elearn.render.publication import Publication
from elearn.render.publications import PUBLICATIONS
from elearn.web import context

_UNDER_WAY = (State.WAITING, State.WORKING)


@dataclass(frozen=True, slots=True)
class Offer:
    """A publication with what can be had of it; `older` is the release its files are of, if not this."""

    publication: Publication
    files: tuple[ShelfFile, ...]
    outcome: Outcome | None
    older: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All offers under their headings; `done` of `total` publications need no more work."""

    groups: tuple[tuple[str, tuple[Offer, ...]], ...]
    told: Manifest
    done: int
    total: int

    @property
    def is_under_way(self) -> bool:
        return any(each.state in _UNDER_WAY for each in self.told.outcomes.values())

    @property
    def lacking(self) -> tuple[str, ...]:
        """The libraries without which something could not be made, each once."""
        return tuple(sorted({each.reason for each in self.told.outcomes.values()
                             if each.state is State.LACKING}))


def shelf_of(revision: Revision, *, with_trainers: bool) -> Shelf:
    """Return what a reader may have of a revision."""
    data = context.current().settings.data
    told = shelf.told(data, revision.id)
    offered = [each for each in PUBLICATIONS if with_trainers or not each.is_for_trainers]
    order = {each.heading: place for place, each in reversed([*enumerate(offered)])}
    files = shelf.files(data, revision.id)
    offers = sorted((_offer(data, revision, each, told, files) for each in offered),
                    key=lambda offer: order[offer.publication.heading])
    groups = groupby(offers, key=lambda offer: offer.publication.heading)
    settled = sum(1 for each in offered if (held := told.outcomes.get(each.key))
                  and held.state not in _UNDER_WAY)
    return Shelf(tuple((name, tuple(group)) for name, group in groups), told, settled, len(offered))


def file_of(revision: Revision, publication: Publication, part: str) -> ShelfFile | None:
    """Return the file behind an address: of this revision, else the last good one before it."""
    data = context.current().settings.data
    told = shelf.told(data, revision.id)
    chosen = next((each for each in shelf.files(data, revision.id)
                   if _is_of(each, publication) and each.part == part
                   and not _was_chosen(each, publication, told)), None)
    if chosen is not None:
        return chosen
    return next((each for _, files in _older(data, revision.id, publication)
                 for each in files if each.part == part), None)


def _offer(data: Path, revision: Revision, publication: Publication, told: Manifest,
           every: tuple[ShelfFile, ...]) -> Offer:
    files = tuple(each for each in every
                  if _is_of(each, publication) and not _was_chosen(each, publication, told))
    older = ""
    if not files:
        older, files = next(_older(data, revision.id, publication), ("", ()))
    return Offer(publication, files, told.outcomes.get(publication.key), older)


def _older(data: Path, revision_id: str,
           publication: Publication) -> Iterator[tuple[str, tuple[ShelfFile, ...]]]:
    """Yield the release and files of the revisions before, the latest first, where they have any."""
    seen = {revision_id}
    since = shelf.told(data, revision_id).since
    while since is not None and since.revision not in seen:
        seen.add(since.revision)
        told = shelf.told(data, since.revision)
        files = tuple(each for each in shelf.files(data, since.revision)
                      if _is_of(each, publication) and not _was_chosen(each, publication, told))
        if files:
            yield since.released, files
        since = told.since


def _was_chosen(file: ShelfFile, publication: Publication, told: Manifest) -> bool:
    """Say whether a file was made because someone asked: it then has an outcome of its own."""
    return bool(file.part) and publication.part_key(file.part) in told.outcomes


def _is_of(file: ShelfFile, publication: Publication) -> bool:
    return (file.publication, file.format) == (publication.name, publication.format)
