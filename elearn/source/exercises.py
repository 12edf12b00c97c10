"""Builders of what asks for an act: questions, scenarios with their steps, reflections."""

from __future__ import annotations

from elearn.document import blocks as b
from elearn.document.questions import Question, Verdict
from elearn.source.blocks import VERDICTS
from elearn.source.draft import Draft, Model, of, without
from elearn.source.options import read_item
from elearn.source.prose import prose
from elearn.source.questions import choices_of, kind_of, options_of
from elearn.source.scenario import check_targets

DEFAULT_LINES = 6


def question(draft: Draft) -> Question:
    """Return a question with its key; the kind follows from the options unless the author says it."""
    item, said = read_item(draft.raw.parts, draft.reading.findings, is_step=False), draft.said
    kind = kind_of(said.text("kind"), item, draft.raw.line, draft.reading)
    if said.text("shuffle") and kind.value not in ("one", "all"):
        draft.problem("bad-value", f"shuffle=yes has no meaning for the kind {kind.value}")
    before = len(draft.reading.findings)
    stem = draft.read(item.stem, "question")
    if not stem and before == len(draft.reading.findings):
        draft.problem("empty-block", "a question asks something above its options")
    return Question(
        id=said.id,
        kind=kind,
        title=said.text("title"),
        cites=said.cites,
        stem=stem,
        options=options_of(said.id, kind, item.options, draft.reading),
        explanation=prose(item.quote, draft.reading),
        is_shuffled=bool(said.text("shuffle")),
    )


def scenario(draft: Draft) -> b.Scenario:
    """Return a scenario; each of its choices must lead to one of its steps."""
    children = draft.children("scenario")
    steps = of(children, b.Step)
    if not any(getattr(part, "name", "") == "step" for part in draft.raw.parts):
        draft.problem("empty-block", "a scenario has steps")
    draft.no_text_after("step")
    check_targets(steps, draft.reading)
    return b.Scenario(
        draft.said.id, draft.said.text("title"), draft.said.cites, without(children, b.Step), steps
    )


def step(draft: Draft) -> b.Step:
    """Return a step of a scenario; an ending has a verdict and may have a debrief."""
    item = read_item(draft.raw.parts, draft.reading.findings, is_step=True)
    before = len(draft.reading.findings)
    told = draft.read(item.stem, "step")
    if not told and before == len(draft.reading.findings):
        draft.problem("empty-block", "a step tells what happens")
    ending = draft.said.text("ending")
    if item.debriefs and not ending:
        draft.reading.problem(
            item.debriefs[0].line,
            "wrong-place",
            "a debrief stands in a step that is an ending, as in ::: step {#m2-s1-end ending=sound}",
        )
    return b.Step(
        id=draft.said.id,
        body=told,
        choices=choices_of(draft.said.id, item.options, draft.reading),
        ending=Verdict(ending) if ending in VERDICTS else None,
        feedback=prose(item.quote, draft.reading),
        debrief=draft.only_one(draft.read(item.debriefs, "step"), b.Debrief),
    )


def reflection(draft: Draft) -> b.Reflection:
    """Return a reflection; its model is shown only after one's own answer."""
    children = draft.children("reflection")
    model = draft.only_one(children, Model)
    draft.no_text_after("model")
    told = without(children, Model)
    draft.must_hold(without(told, b.Trainer), "asks something")
    return b.Reflection(
        draft.said.id,
        draft.said.text("title"),
        draft.said.number("lines") or DEFAULT_LINES,
        told,
        model.body if model else (),
    )


def model(draft: Draft) -> Model:
    """Return what other judges mention, for the reflection it stands in."""
    told = draft.children("model")
    draft.must_hold(told, "is empty")
    return Model(told)


def debrief(draft: Draft) -> b.Debrief:
    """Return what an ending or a session comes back to."""
    told = draft.children("debrief")
    draft.must_hold(told, "is empty")
    return b.Debrief(draft.said.cites, told, draft.said.number("minutes"))
