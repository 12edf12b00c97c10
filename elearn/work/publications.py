"""The jobs that put publications on the shelf: all of a revision, or one that somebody asked for."""

from __future__ import annotations

import logging
from pathlib import Path

from elearn import __version__
from elearn.document.catalogue import Revision
from elearn.kernel import config, jobs
from elearn.kernel.errors import NotFound
from elearn.learning import revisions
from elearn.render import shelf
from elearn.render.changes import changes
from elearn.render.manifest import Outcome, Since, State
from elearn.render.parity import parity
from elearn.render.publication import LacksLibrary, Part, Publication
from elearn.render.publications import find

log = logging.getLogger(__name__)


@jobs.handler("publications")
def build_publications(revision_id: str) -> None:
    """Build what is not on the shelf yet; run twice, or twice at once, it does nothing the second time.

    One that fails is noted and holds up no other: what it made for an earlier revision stays on the shelf.
    """
    data = config.current().data
    with shelf.builder(data, revision_id) as is_mine:
        wanted = shelf.missing(data, revision_id) if is_mine else ()
        if not wanted:
            return
        revision = revisions.load(revision_id)
        _note_what_is_new(data, revision)
        for publication in wanted:
            _make(data, revision, publication, publication.parts(revision), publication.key)
        _prove_parity(data, revision)


@jobs.handler("publication")
def build_choice(revision_id: str, name: str, file_format: str, part: str) -> None:
    """Build one file that somebody asked for, such as the manual of one agenda."""
    revision, publication = revisions.load(revision_id), find(name, file_format)
    chosen = [each for each in publication.choices(revision) if each.key == part] if publication else []
    if publication is None or not chosen:
        raise NotFound(f"{name} has no choice {part!r}")
    _make(config.current().data, revision, publication, tuple(chosen), publication.part_key(part))


def missing() -> tuple[str, ...]:
    """Return the current revisions of which something is not on the shelf."""
    data = config.current().data
    held = sorted(set(revisions.current_ids().values()))
    return tuple(revision_id for revision_id in held if shelf.missing(data, revision_id))


def asked() -> tuple[tuple[str, str, str, str], ...]:
    """Return what somebody asked for and a worker that ended never made, as arguments of the job."""
    data, found = config.current().data, []
    for revision_id in sorted(set(revisions.current_ids().values())):
        for key, outcome in shelf.told(data, revision_id).outcomes.items():
            name, _, rest = key.partition(".")
            part, _, file_format = rest.partition(".")
            if file_format and outcome.state in (State.WAITING, State.WORKING):
                found.append((revision_id, name, file_format, part))
    return tuple(found)


def _make(data: Path, revision: Revision, publication: Publication,
          parts: tuple[Part, ...], key: str) -> None:
    """Make the files of one publication, noting under `key` how far it is and what became of it."""
    before = shelf.told(data, revision.id).outcomes.get(key)
    tries = 1 + (before.tries if before and before.program == __version__ else 0)

    def tell(state: State, done: int = 0, reason: str = "") -> None:
        shelf.note(data, revision.id, key, Outcome(state, __version__, reason, tries, done, len(parts)))

    tell(State.WORKING)
    try:
        for done, part in enumerate(parts, start=1):
            shelf.store(data, revision, publication, publication.build(revision, part.key), part)
            tell(State.WORKING, done)
    except LacksLibrary as error:
        log.warning("%s not built: %s", key, error.message)
        tell(State.LACKING, reason=error.library)
    except Exception as error:
        # Whatever went wrong in one renderer must not keep the other publications from their readers.
        log.exception("%s not built", key)
        tell(State.FAILED, reason=type(error).__name__)
    else:
        tell(State.MADE, len(parts))
        log.info("built %s: %d files", key, len(parts))


def _note_what_is_new(data: Path, revision: Revision) -> None:
    """Say on the shelf which revision was served before this one, and what is new since."""
    before = revisions.before(revision.id)
    if before is not None:
        old = revisions.load(before)
        released = old.course.header.released.isoformat()
        shelf.note_since(data, revision.id, Since(before, released, changes(old, revision)))


def _prove_parity(data: Path, revision: Revision) -> None:
    """Keep the proof for the staff's page; a renderer that fails fails here too, and is told above."""
    try:
        shelf.note_parity(data, revision.id, parity(revision))
    except Exception:
        log.exception("no proof of parity")
