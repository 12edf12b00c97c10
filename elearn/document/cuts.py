"""The cuts: from everything to what a reader may see before answering, and to what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import TypeVar

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import (
    Answers,
    Course,
    Module,
    OpenCourse,
    ScenarioKey,
    Section,
    SelfStudyCourse,
    StepKey,
    Unit,
)
from elearn.document.questions import Question, open_question, question_key
from elearn.document.walk import acting_blocks

T = TypeVar("T")


def open_course(course: Course) -> OpenCourse:
    """Leave out all that a reader must not see before answering."""
    return OpenCourse(
        header=course.header,
        rules=course.rules,
        modules=tuple(_open_module(module) for module in course.modules),
        glossary=course.glossary,
        sources=course.sources,
    )


def self_study_course(course: Course) -> SelfStudyCourse:
    """Return the open course and, apart from it, the answers to everything practised in it."""
    items = [block for module in course.modules for unit in module.units
             for block in acting_blocks(unit)]
    return SelfStudyCourse(
        open=open_course(course),
        answers=Answers(
            questions={i.id: question_key(i) for i in items if isinstance(i, Question)},
            scenarios={i.id: _scenario_key(i) for i in items if isinstance(i, b.Scenario)},
            models={i.id: i.model for i in items if isinstance(i, b.Reflection) and i.model},
        ),
    )


def _open_module(module: Module[b.Block]) -> Module[b.OpenBlock]:
    return Module(
        id=module.id, title=module.title, summary=module.summary,
        is_elective=module.is_elective, introduction=module.introduction,
        units=tuple(_open_unit(unit) for unit in module.units),
    )


def _open_unit(unit: Unit[b.Block]) -> Unit[b.OpenBlock]:
    return Unit(
        id=unit.id, title=unit.title, minutes=unit.minutes, objectives=unit.objectives,
        sections=tuple(
            Section(s.id, s.level, s.title, open_blocks(s.body)) for s in unit.sections
        ),
    )


def open_blocks(blocks: tuple[b.Block, ...]) -> tuple[b.OpenBlock, ...]:
    """Cut a run of blocks; raise TypeError on a block nobody decided about."""
    return tuple(kept for block in blocks for kept in _cut(block))


@singledispatch
def _cut(block: object) -> Iterator[b.OpenBlock]:
    raise TypeError(f"no cut decided for {type(block).__name__}")


@_cut.register(n.Paragraph)
@_cut.register(n.BulletList)
@_cut.register(n.NumberedList)
@_cut.register(n.Table)
@_cut.register(n.Quote)
@_cut.register(n.CodeBlock)
@_cut.register(n.Rule)
@_cut.register(b.Figure)
@_cut.register(b.Checklist)
def _(block: T) -> Iterator[T]:
    yield block


@_cut.register(b.Trainer)
@_cut.register(b.Session)
@_cut.register(b.Agenda)
@_cut.register(b.Form)
def _(block: object) -> Iterator[b.OpenBlock]:
    return iter(())


@_cut.register(Question)
def _(block: Question) -> Iterator[b.OpenBlock]:
    yield open_question(block, open_blocks(block.stem))


@_cut.register(b.Scenario)
def _(block: b.Scenario) -> Iterator[b.OpenBlock]:
    yield b.OpenScenario(
        id=block.id, title=block.title, cites=block.cites,
        body=tuple(x for x in block.body if not isinstance(x, b.Trainer)),
        steps=tuple(_open_step(step) for step in block.steps),
    )


@_cut.register(b.Reflection)
def _(block: b.Reflection) -> Iterator[b.OpenBlock]:
    yield b.OpenReflection(
        id=block.id, title=block.title, lines=block.lines,
        body=tuple(x for x in block.body if not isinstance(x, b.Trainer)),
        has_model=bool(block.model),
    )


@_cut.register(b.Case)
def _(block: b.Case[b.Block]) -> Iterator[b.OpenBlock]:
    yield b.Case(block.id, block.title, block.cites, open_blocks(block.body))


@_cut.register(b.Aside)
def _(block: b.Aside[b.Block]) -> Iterator[b.OpenBlock]:
    yield b.Aside(block.title, open_blocks(block.body))


@_cut.register(b.Tip)
def _(block: b.Tip[b.Block]) -> Iterator[b.OpenBlock]:
    yield b.Tip(block.title, open_blocks(block.body))


@_cut.register(b.TakeAway)
def _(block: b.TakeAway[b.Block]) -> Iterator[b.OpenBlock]:
    yield b.TakeAway(open_blocks(block.body))


@_cut.register(b.Only)
def _(block: b.Only[b.Block]) -> Iterator[b.OpenBlock]:
    if block.publication != "manual":
        yield b.Only(block.publication, block.reason, open_blocks(block.body))


@_cut.register(b.Slot)
def _(block: b.Slot[b.Block]) -> Iterator[b.OpenBlock]:
    yield b.OpenSlot(block.id, open_blocks(block.body))


def _open_step(step: b.Step) -> b.OpenStep:
    return b.OpenStep(
        id=step.id, body=step.body, is_ending=step.ending is not None,
        choices=tuple(
            b.OpenChoice(place, choice.text, choice.target)
            for place, choice in enumerate(step.choices, start=1)
        ),
    )


def _scenario_key(scenario: b.Scenario) -> ScenarioKey:
    return ScenarioKey(
        id=scenario.id,
        steps={
            step.id: StepKey(step.id, step.ending, step.feedback, step.choices, step.debrief)
            for step in scenario.steps
        },
    )

