"""The register of publications: what can be built from a revision, and out of which cut."""

from __future__ import annotations

from elearn.document.catalogue import Revision
from elearn.render.agendas import agendas
from elearn.render.publication import EVERYONE, TRAINERS, Part, Publication

__all__ = ["PUBLICATIONS", "Part", "Publication", "find"]

_HTML = "text/html; charset=utf-8"
_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _text_html(revision: Revision, part: str) -> bytes:
    from elearn.render.text import self_directed

    return self_directed(revision, is_paged=False).encode()


def _text_pdf(revision: Revision, part: str) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.text import self_directed

    return pdf_of(self_directed(revision, is_paged=True))


def _text_letter(revision: Revision, part: str) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.text import self_directed

    return pdf_of(self_directed(revision, is_paged=True, sheet="letter"))


def _text_epub(revision: Revision, part: str) -> bytes:
    from elearn.render.epub import self_directed_epub

    return self_directed_epub(revision)


def _answer_sheet(revision: Revision, part: str) -> bytes:
    from elearn.render.answer_sheet import answer_sheet
    from elearn.render.pdf import pdf_of

    return pdf_of(answer_sheet(revision))


def _summary_card(revision: Revision, part: str) -> bytes:
    from elearn.render.summary_card import summary_card

    return summary_card(revision, part)


def _values(revision: Revision) -> tuple[Part, ...]:
    from elearn.render.summary_card import card_parts

    return card_parts(revision)


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


def _handout(revision: Revision, part: str) -> bytes:
    from elearn.render.handouts import handout
    from elearn.render.pdf import pdf_of

    return pdf_of(handout(revision, part))


def _handouts(revision: Revision) -> tuple[Part, ...]:
    from elearn.render.handouts import handout_parts

    return handout_parts(revision)


def _form(revision: Revision, part: str) -> bytes:
    from elearn.render.pdf import pdf_of
    from elearn.render.single_forms import single_form

    return pdf_of(single_form(revision, part))


def _forms(revision: Revision) -> tuple[Part, ...]:
    from elearn.render.single_forms import form_parts

    return form_parts(revision)


def _slides(revision: Revision, part: str) -> bytes:
    from elearn.render.slides.session import session_slides

    return session_slides(revision, part)


def _sessions(revision: Revision) -> tuple[Part, ...]:
    from elearn.render.slides.deck import sessions

    return tuple(Part(session.id, session.title) for session in sessions(revision.course))


def _agendas(revision: Revision) -> tuple[Part, ...]:
    return tuple(Part(agenda.id, agenda.title) for agenda in agendas(revision.course))


PUBLICATIONS: tuple[Publication, ...] = (
    Publication("self-directed", "html", _HTML, EVERYONE, _text_html),
    Publication("self-directed", "pdf", _PDF, EVERYONE, _text_pdf),
    Publication("self-directed-letter", "pdf", _PDF, EVERYONE, _text_letter, family="self-directed"),
    Publication("self-directed", "epub", "application/epub+zip", EVERYONE, _text_epub),
    Publication("answer-sheet", "pdf", _PDF, EVERYONE, _answer_sheet, family="self-directed"),
    Publication("summary-card", "pdf", _PDF, EVERYONE, _summary_card, parts=_values),
    Publication("manual", "html", _HTML, TRAINERS, _manual_html, choices=_agendas),
    Publication("manual", "pdf", _PDF, TRAINERS, _manual_pdf, choices=_agendas),
    Publication("manual", "docx", _DOCX, TRAINERS, _manual_docx, choices=_agendas),
    # A handout tells no answer; it is offered to trainers because they are the ones who hand it out.
    Publication("handout", "pdf", _PDF, TRAINERS, _handout, parts=_handouts),
    Publication("form", "pdf", _PDF, TRAINERS, _form, parts=_forms),
    Publication("slides", "pptx", _PPTX, TRAINERS, _slides, parts=_sessions),
)


def find(name: str, file_format: str) -> Publication | None:
    """Return the publication with this name and format, or None."""
    return next((p for p in PUBLICATIONS if (p.name, p.format) == (name, file_format)), None)
