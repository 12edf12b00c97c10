"""The register of publications: what can be built from a revision, and out of which cut."""

from __future__ import annotations

from elearn.document.catalogue import Revision
from elearn.render.agendas import agendas
from elearn.render.publication import EVERYONE, TRAINERS, Part, Publication

__all__ = ["PUBLICATIONS", "Part", "Publication", "find"]

_HTML = "text/html; charset=utf-8"
_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _text_html(revision: Revision, part: str) -> bytes:
    from elearn.render.text import self_directed

    return self_directed(revision, is_paged=False).encode()


def _text_pdf(revision: Revision, part: str) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.text import self_directed

    return pdf_of(self_directed(revision, is_paged=True))


def _manual_html(revision: Revision, part: str) -> bytes:
    from elearn.render.manual import trainers_manual

    return trainers_manual(revision, is_paged=False, agenda=part).encode()


def _manual_pdf(revision: Revision, part: str) -> bytes:
    from elearn.render.manual import trainers_manual
    from elearn.render.pdf import pdf_of

    return pdf_of(trainers_manual(revision, is_paged=True, agenda=part))


def _manual_docx(revision: Revision, part: str) -> bytes:
    from elearn.render.docx.manual import manual_document

    return manual_document(revision, part)


def _agendas(revision: Revision) -> tuple[Part, ...]:
    return tuple(Part(agenda.id, agenda.title) for agenda in agendas(revision.course))


PUBLICATIONS: tuple[Publication, ...] = (
    Publication("self-directed", "html", _HTML, EVERYONE, _text_html),
    Publication("self-directed", "pdf", _PDF, EVERYONE, _text_pdf),
    Publication("manual", "html", _HTML, TRAINERS, _manual_html, choices=_agendas),
    Publication("manual", "pdf", _PDF, TRAINERS, _manual_pdf, choices=_agendas),
    Publication("manual", "docx", _DOCX, TRAINERS, _manual_docx, choices=_agendas),
)


def find(name: str, file_format: str) -> Publication | None:
    """Return the publication with this name and format, or None."""
    return next((p for p in PUBLICATIONS if (p.name, p.format) == (name, file_format)), None)
