"""The job that builds every publication of a revision once and puts it on the shelf."""

from __future__ import annotations

import logging

from elearn.kernel import config, jobs
from elearn.learning import revisions
from elearn.render import shelf

log = logging.getLogger(__name__)


@jobs.handler("publications")
def build_publications(revision_id: str) -> None:
    """Build what is not on the shelf yet; run twice, or twice at once, it does nothing the second time."""
    data = config.current().data
    with shelf.builder(data, revision_id) as is_mine:
        wanted = shelf.missing(data, revision_id) if is_mine else ()
        if not wanted:
            return
        revision = revisions.load(revision_id)
        for publication in wanted:
            stored = shelf.store(data, revision, publication, publication.build(revision))
            log.info("built %s: %d bytes, %d pages", stored.file_name, stored.size, stored.pages)


def missing() -> tuple[str, ...]:
    """Return the current revisions of which something is not on the shelf."""
    data = config.current().data
    held = sorted(set(revisions.current_ids().values()))
    return tuple(revision_id for revision_id in held if shelf.missing(data, revision_id))
