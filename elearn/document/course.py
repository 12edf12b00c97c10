"""A course whole: its header, rules, modules, units, sections; and the test bank beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from elearn.document.blocks import Block, Choice, Debrief, OpenBlock
from elearn.document.nodes import Inlines, Prose
from elearn.document.questions import Question, QuestionKey, Verdict
from elearn.document.sources import SourceCatalogue

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Section(Generic[B]):
    """Heading to heading: the unit of translation and parity for prose.

    The text before a unit's first heading is a section with the unit's id, level 1 and no title.
    """

    id: str
    level: int
    title: Inlines
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Unit(Generic[B]):
    id: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    sections: tuple[Section[B], ...]


@dataclass(frozen=True, slots=True)
class Module(Generic[B]):
    id: str
    title: str
    summary: str
    is_elective: bool
    introduction: tuple[Prose, ...]
    units: tuple[Unit[B], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the trainers' manual."""

    id: str
    title: str
    minutes: int
    sections: tuple[Section[Block], ...]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    id: str
    term: str
    definition: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class CourseHeader:
    """`direction` is `ltr` or `rtl`; `lang` a BCP 47 tag."""

    key: str
    edition: str
    lang: str
    direction: str
    title: str
    released: date


@dataclass(frozen=True, slots=True)
class ModuleRule:
    id: str
    folder: str
    is_elective: bool = False


@dataclass(frozen=True, slots=True)
class TestRule:
    """`blueprint` pairs the number of a value (`11` for the institution) with how many items to draw.

    `attempts_per_day` limits the attempts begun in 24 hours, 0 means no limit; `minutes` is how long the
    test takes by the word of the course file, 0 where it says nothing.
    """

    pass_mark: int
    blueprint: tuple[tuple[str, int], ...]
    attempts_per_day: int = 0
    minutes: int = 0

    @property
    def items(self) -> int:
        return sum(count for _, count in self.blueprint)


@dataclass(frozen=True, slots=True)
class CourseRules:
    """The decisions of a course file: everything about a course that is not prose."""

    key: str
    edition: str
    titles: tuple[tuple[str, str], ...]
    source_language: str
    published: tuple[str, ...]
    drafts: tuple[str, ...]
    released: date
    content: str
    modules: tuple[ModuleRule, ...]
    routes: tuple[str, ...]
    final_test: TestRule
    entry_test: TestRule

    def test_of(self, pool: str) -> TestRule:
        """Return the rule of the test that draws from `pool`: entry and post are parallel forms."""
        return self.final_test if pool == "final" else self.entry_test


@dataclass(frozen=True, slots=True)
class Course:
    """Everything in it, for trainers. Never handed to a page a learner sees."""

    header: CourseHeader
    rules: CourseRules
    modules: tuple[Module[Block], ...]
    chapters: tuple[Chapter, ...]
    glossary: tuple[GlossaryEntry, ...]
    sources: SourceCatalogue


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """What anyone may read before answering: no trainer text, key, verdict, feedback, model, debrief."""

    header: CourseHeader
    rules: CourseRules
    modules: tuple[Module[OpenBlock], ...]
    glossary: tuple[GlossaryEntry, ...]
    sources: SourceCatalogue


@dataclass(frozen=True, slots=True)
class StepKey:
    """What a reader is told at and after a scenario step; `choices` stand in the order shown."""

    id: str
    ending: Verdict | None
    feedback: tuple[Prose, ...]
    choices: tuple[Choice, ...]
    debrief: Debrief | None


@dataclass(frozen=True, slots=True)
class ScenarioKey:
    id: str
    steps: Mapping[str, StepKey]


@dataclass(frozen=True, slots=True)
class Answers:
    """Practice keys, scenario keys and models, each by the id of its item."""

    questions: Mapping[str, QuestionKey]
    scenarios: Mapping[str, ScenarioKey]
    models: Mapping[str, tuple[Prose, ...]]


@dataclass(frozen=True, slots=True)
class SelfStudyCourse:
    """An open course and its answers, which a renderer sets at the back or after an answer alone."""

    open: OpenCourse
    answers: Answers


@dataclass(frozen=True, slots=True)
class TestItem:
    """`pool` is `final`, `entry` or `post`; `value` the number the blueprint counts it under."""

    pool: str
    value: str
    question: Question


@dataclass(frozen=True, slots=True)
class TestBank:
    """The test items of one language. In no cut; handed to `learning` alone."""

    items: tuple[TestItem, ...]
