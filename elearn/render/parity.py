"""Parity, proved on what was made: each thing written is found, replaced, or left out for a reason."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.document.catalogue import Revision
from elearn.render import web
from elearn.render.described import AFTER, READING, Thing, things
from elearn.render.manual import trainers_manual
from elearn.render.text import self_directed


class State(StrEnum):
    PRESENT = "present"
    REPLACED = "replaced"
    LEFT_OUT = "left-out"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class ParityRow:
    """What became of one thing in one publication and language; `reason` is "" where it is present."""

    lang: str
    publication: str
    thing: str
    kind: str
    state: State
    reason: str


# The answers repeat the words of questions, so only these may be looked for there.
_AT_THE_BACK = (*AFTER, "step", "glossaryentry")


def parity(revision: Revision, source: Revision | None = None) -> tuple[ParityRow, ...]:
    """Look for everything in every publication of a revision.

    With `source`, the revision in the source language, what that has and this has not is a gap too.
    It reads the publications themselves, so a renderer that forgets a block is found out.
    """
    made = {
        "course": web_text(revision),
        "self-directed": html.unescape(self_directed(revision, is_paged=False)),
        "manual": html.unescape(trainers_manual(revision, is_paged=False)),
    }
    before = {**made, "self-directed": made["self-directed"].partition('id="part-answers"')[0]}
    written = things(revision.course)
    rows = [
        _row(revision.lang, thing, name, (made if thing.kind in _AT_THE_BACK else before)[name])
        for thing in written for name in READING
    ]
    return (*rows, *_untranslated(revision.lang, written, things(source.course) if source else ()))


def _row(lang: str, thing: Thing, publication: str, made: str) -> ParityRow:
    state, reason = State.PRESENT, ""
    if publication in thing.stands_for:
        state, reason = State.REPLACED, thing.stands_for[publication]
    elif publication in thing.excused:
        state, reason = State.LEFT_OUT, thing.excused[publication]
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


def counts(rows: tuple[ParityRow, ...]) -> Mapping[tuple[str, str], Mapping[State, int]]:
    """Return how many things are in each state, by language and publication."""
    found: dict[tuple[str, str], dict[State, int]] = {}
    for row in rows:
        told = found.setdefault((row.lang, row.publication), dict.fromkeys(State, 0))
        told[row.state] += 1
    return found
