"""A scenario as far as it was told: the steps taken, where the reader stands, how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from elearn.document.blocks import OpenScenario
from elearn.document.catalogue import Revision
from elearn.document.course import StepKey
from elearn.learning.rules import step_reached
from elearn.render.web import ItemPlace, answers_html, inline_html, references_html


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was left: its text, the way taken out of it, what was said to that."""

    body: Markup
    chosen: Markup
    verdict: str
    feedback: Markup


@dataclass(frozen=True, slots=True)
class Here:
    """Where the reader stands; `ending` and `debrief` are empty before an ending."""

    step_id: str
    arrival: Markup
    body: Markup
    choices: tuple[Markup, ...]
    ending: str
    debrief: Markup
    cites: Markup


@dataclass(frozen=True, slots=True)
class Story:
    taken: tuple[Taken, ...]
    here: Here


def standing(revision: Revision, scenario: OpenScenario, path: tuple[str, ...]) -> StepKey:
    """Return the step where the choices of `path` arrive; the first one where they lead nowhere."""
    key = revision.self_study.answers.scenarios[scenario.id]
    start = scenario.steps[0].id
    return step_reached(key, start, path) or key.steps[start]


def story(revision: Revision, part: ItemPlace, path: tuple[str, ...]) -> Story:
    """Return the story along `path`; it begins anew where this revision has no such path."""
    assert isinstance(part.item, OpenScenario)
    key = revision.self_study.answers.scenarios[part.item.id]
    here = standing(revision, part.item, path)
    walked = path if step_reached(key, part.item.steps[0].id, path) else ()
    return Story(
        tuple(_taken(revision, part, key.steps[step], choice)
              for step, _, choice in (taken.partition(":") for taken in walked)),
        _here(revision, part, here, has_begun=bool(walked)),
    )


def _taken(revision: Revision, part: ItemPlace, step: StepKey, chosen: str) -> Taken:
    choice = next(each for each in step.choices if each.key == chosen)
    return Taken(
        body=answers_html(revision, step.feedback) + part.steps[step.id].body,
        chosen=inline_html(revision, choice.text),
        verdict=choice.verdict.value,
        feedback=answers_html(revision, choice.feedback),
    )


def _here(revision: Revision, part: ItemPlace, step: StepKey, *, has_begun: bool) -> Here:
    html, debrief = part.steps[step.id], step.debrief
    return Here(
        step_id=step.id,
        arrival=answers_html(revision, step.feedback) if has_begun else Markup(""),
        body=html.body,
        choices=html.choices,
        ending=step.ending.value if step.ending else "",
        debrief=answers_html(revision, debrief.body) if debrief else Markup(""),
        cites=references_html(revision, debrief.cites) if debrief else Markup(""),
    )
