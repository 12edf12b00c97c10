"""The words for each publication and format, asked in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    name: str
    purpose: str


def headings() -> dict[str, Words]:
    """Return what each family of publications is called and for."""
    return {
        "self-directed": Words(_("The text to print and write upon"), _(
            "The whole course without a screen: every case, question, story and reflection, with writing "
            "lines, and the answers at the back. For a court with a slow line, or a judge who prefers "
            "paper.")),
        "summary-card": Words(_("Summary cards"), _(
            "One value on one page: what its paragraphs ask, and what to take away. To keep at hand.")),
        "manual": Words(_("The trainers’ manual"), _(
            "For those who run workshops: session plans, agendas, methods, and notes beside each case. It "
            "holds every answer, so it is for trainers alone.")),
        "slides": Words(_("Slides"), _("One set for each session, with notes for the speaker.")),
        "handout": Words(_("Handouts"), _("One leaf for each case, without answers, to give to a table.")),
        "form": Words(_("Forms"), _("Each form of the manual as a file of its own, to print or copy.")),
    }


def formats() -> dict[str, Words]:
    """Return what each file is called and what it is good for, by the key of its publication."""
    return {
        "self-directed.html": Words(_("Web page"), _("one page, readable without a connection")),
        "self-directed.pdf": Words(_("PDF, A4"), _("to print on A4 paper")),
        "self-directed-letter.pdf": Words(_("PDF, Letter"), _("to print on US Letter paper")),
        "self-directed.epub": Words(_("EPUB"), _("for an e-reader or a phone; letters of any size")),
        "answer-sheet.pdf": Words(
            _("Answer sheet"), _("PDF; a line for each question, for a participant code")),
        "manual.html": Words(_("Web page"), _("one page, to search and to project")),
        "manual.pdf": Words(_("PDF, A4"), _("to print and bind")),
        "manual.docx": Words(_("Word document"), _("to adapt in Word or LibreOffice")),
    }
