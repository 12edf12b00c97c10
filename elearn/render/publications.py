"""The register of publications: what can be built from a revision, and out of which cut."""

from __future__ import annotations

from elearn.document.catalogue import Revision
from elearn.render.publication import EVERYONE, TRAINERS, Part, Publication

__all__ = ["PUBLICATIONS", "Part", "Publication", "find"]

_HTML = "text/html; charset=utf-8"
_PDF = "application/pdf"


def _text_html(revision: Revision, part: str) -> bytes:
    from elearn.render.text import self_directed

    return self_directed(revision, is_paged=False).encode()


def _text_pdf(revision: Revision, part: str) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.text import self_directed

    return pdf_of(self_directed(revision, is_paged=True))


def _manual_html(revision: Revision, part: str) -> bytes:
    from elearn.render.manual import trainers_manual

    return trainers_manual(revision, is_paged=False).encode()


def _manual_pdf(revision: Revision, part: str) -> bytes:
    from elearn.render.manual import trainers_manual
    from elearn.render.pdf import pdf_of

    return pdf_of(trainers_manual(revision, is_paged=True))


PUBLICATIONS: tuple[Publication, ...] = (
    Publication("self-directed", "html", _HTML, EVERYONE, _text_html),
    Publication("self-directed", "pdf", _PDF, EVERYONE, _text_pdf),
    Publication("manual", "html", _HTML, TRAINERS, _manual_html),
    Publication("manual", "pdf", _PDF, TRAINERS, _manual_pdf),
)


def find(name: str, file_format: str) -> Publication | None:
    """Return the publication with this name and format, or None."""
    return next((p for p in PUBLICATIONS if (p.name, p.format) == (name, file_format)), None)
