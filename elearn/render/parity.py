"""Parity, proved on what was made: each thing written is found, replaced, or left out for a reason."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from elearn.document.catalogue import Revision
from elearn.render import web
from elearn.render.described import AFTER, READING, Thing, things
from elearn.render.docx.manual import manual_document
from elearn.render.docx.ooxml import bookmark_name
from elearn.render.epub import self_directed_epub
from elearn.render.manual import trainers_manual
from elearn.render.proof import ParityRow, State
from elearn.render.text import ids_of, self_directed

# The answers repeat the words of questions, so only these may be looked for there.
_AT_THE_BACK = (*AFTER, "step", "glossaryentry")

# What an `only` block and a cut call a publication, by the name of each that is looked into.
_READ_AS = {"course": "course", "self-directed": "self-directed", "self-directed.epub": "self-directed",
            "manual": "manual", "manual.docx": "manual"}


def parity(revision: Revision, source: Revision | None = None) -> tuple[ParityRow, ...]:
    """Look for everything in every publication of a revision.

    With `source`, the revision in the source language, what that has and this has not is a gap too.
    It reads the publications themselves, so a renderer that forgets a block is found out.
    """
    made = {
        "course": web_text(revision),
        "self-directed": html.unescape(self_directed(revision, is_paged=False)),
        "self-directed.epub": epub_text(self_directed_epub(revision)),
        "manual": html.unescape(trainers_manual(revision, is_paged=False)),
        "manual.docx": docx_text(manual_document(revision), ids_of(revision.course)),
    }
    before = {name: text.partition('id="part-answers"')[0] if _READ_AS[name] == "self-directed" else text
              for name, text in made.items()}
    written = things(revision.course)
    rows = [
        _row(revision.lang, thing, name, (made if thing.kind in _AT_THE_BACK else before)[name])
        for thing in written for name in made
    ]
    return (*rows, *_untranslated(revision.lang, written, things(source.course) if source else ()))


def _row(lang: str, thing: Thing, publication: str, made: str) -> ParityRow:
    state, reason, read_as = State.PRESENT, "", _READ_AS[publication]
    if read_as in thing.stands_for:
        state, reason = State.REPLACED, thing.stands_for[read_as]
    elif read_as in thing.excused:
        state, reason = State.LEFT_OUT, thing.excused[read_as]
    elif thing.has_id and f'id="{thing.name}"' not in made:
        state, reason = State.GAP, "its id is not there"
    elif lost := next((words for words in thing.words if words not in made), None):
        state, reason = State.GAP, f"these words are not there: {lost[:60]}"
    return ParityRow(lang, publication, thing.name, thing.kind, state, reason)


def _untranslated(
        lang: str, written: tuple[Thing, ...], source: tuple[Thing, ...]) -> Iterator[ParityRow]:
    there = {thing.name for thing in written}
    for thing in source:
        if thing.has_id and thing.name not in there:
            for name in READING:
                if name not in thing.excused:
                    yield ParityRow(lang, name, thing.name, thing.kind, State.GAP, "not translated")


def web_text(revision: Revision) -> str:
    """Return all that the web room is handed for a revision, as text with ids."""
    course = revision.open
    sent: list[str] = [web.glossary_html(revision, course.glossary), web.sources_html(revision)]
    for module in course.modules:
        sent += [f'id="{module.id}"', module.title, module.summary, web.introduction_html(revision, module)]
        for unit in module.units:
            sent += [f'id="{unit.id}"', unit.title, *unit.objectives]
            for part in web.unit_parts(revision, unit):
                sent += [part.markup] if isinstance(part, web.Html) else _item(part)
    return html.unescape("\n".join([*sent, *_answers(revision)]))


def _item(part: web.ItemPlace) -> list[str]:
    steps = [x for name, step in part.steps.items() for x in (f'id="{name}"', step.body, *step.choices)]
    return [f'id="{part.item.id}"', part.item.title, part.body, *part.options, *part.counterparts, *steps]


def _answers(revision: Revision) -> Iterator[str]:
    answers = revision.self_study.answers
    for key in answers.questions.values():
        for body in (*(option.feedback for option in key.options), key.explanation):
            yield web.answers_html(revision, body)
    for scenario in answers.scenarios.values():
        for step in scenario.steps.values():
            told = [step.feedback, *(c.feedback for c in step.choices)]
            for body in (*told, step.debrief.body if step.debrief else ()):
                yield web.answers_html(revision, body)
    for model in answers.models.values():
        yield web.answers_html(revision, model)


def epub_text(epub: bytes) -> str:
    """Return all pages of an EPUB in the order in which they are read, as text with ids."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    return html.unescape("\n".join(pages))


def docx_text(docx: bytes, ids: Iterable[str]) -> str:
    """Return the words of a Word document, a paragraph a line, with those of `ids` that it has marked."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        told = archive.read("word/document.xml").decode()
    names = set(re.findall(r'<w:bookmarkStart[^>]* w:name="([^"]+)"', told))
    alternatives = re.findall(r'<wp:docPr[^>]* descr="([^"]+)"', told)
    lines = ("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", each)) for each in told.split("</w:p>"))
    marks = (f'id="{each}"' for each in ids if bookmark_name(each) in names)
    return html.unescape("\n".join([*marks, *alternatives, *lines]))
