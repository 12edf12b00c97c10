"""The register of publications: what can be built from a revision, and out of which cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from elearn.document.catalogue import Revision
from elearn.document.course import CourseHeader

Builder = Callable[[Revision], bytes]

EVERYONE = "self-study"
TRAINERS = "everything"


@dataclass(frozen=True, slots=True)
class Publication:
    """One file. `cut` is `self-study` (anyone may have it) or `everything` (trainers alone)."""

    name: str
    format: str
    media_type: str
    cut: str
    build: Builder

    def file_name(self, header: CourseHeader) -> str:
        """Return the name under which someone saves it."""
        key = header.key.replace("_", "-")
        edition = "" if header.edition == "international" else f"-{header.edition}"
        return f"{key}{edition}-{self.name}-{header.lang}.{self.format}"

    @property
    def is_for_trainers(self) -> bool:
        return self.cut == TRAINERS


def _text_html(revision: Revision) -> bytes:
    from elearn.render.text import self_directed

    return self_directed(revision, is_paged=False).encode()


def _text_pdf(revision: Revision) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.text import self_directed

    return pdf_of(self_directed(revision, is_paged=True))


def _manual_html(revision: Revision) -> bytes:
    from elearn.render.manual import trainers_manual

    return trainers_manual(revision, is_paged=False).encode()


def _manual_pdf(revision: Revision) -> bytes:
    from elearn.render.manual import trainers_manual
    from elearn.render.pdf import pdf_of

    return pdf_of(trainers_manual(revision, is_paged=True))


PUBLICATIONS: tuple[Publication, ...] = (
    Publication("self-directed", "html", "text/html; charset=utf-8", EVERYONE, _text_html),
    Publication("self-directed", "pdf", "application/pdf", EVERYONE, _text_pdf),
    Publication("manual", "html", "text/html; charset=utf-8", TRAINERS, _manual_html),
    Publication("manual", "pdf", "application/pdf", TRAINERS, _manual_pdf),
)


def find(name: str, file_format: str) -> Publication | None:
    """Return the publication with this name and format, or None."""
    return next((p for p in PUBLICATIONS if (p.name, p.format) == (name, file_format)), None)
