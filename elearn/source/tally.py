"""The counts of a course by module: units, minutes, cases, stories, questions, length of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import Course, Module, Unit
from elearn.document.questions import Question, QuestionKind, Verdict
from elearn.document.walk import descendants, plain_text, word_count
from elearn.source.check_sizes import minutes_of

# A question that stands alone tells a case of its own where its stem is as long as this.
WORDS_OF_A_CASE = 25
LONG_SENTENCE = 35
_END = re.compile(r"(?<=[.!?…])[”’)\]]*\s+(?=[“‘(]?\w)")


@dataclass(frozen=True, slots=True)
class Tally:
    """What one module, or all of them, holds. `minutes` as declared, `taken` as counted.

    A question is a case where it stands in one or tells one in its stem (25 words or more).
    """

    id: str
    units: int
    minutes: int
    taken: float
    cases: int
    scenarios: int
    reflections: int
    questions: int
    kinds: tuple[tuple[str, int], ...]
    case_questions: int
    defensible: int
    words: int
    sentences: int
    long_sentences: int

    @property
    def mean_sentence(self) -> float:
        """Words a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0


def tallies(course: Course) -> tuple[Tally, ...]:
    """Return the counts of each module and, last, of the whole course under the id `all`."""
    return (*(_tally(module.id, (module,)) for module in course.modules), _tally("all", course.modules))


def _tally(name: str, modules: Iterable[Module[b.Block]]) -> Tally:
    units = [unit for module in modules for unit in module.units]
    asked = [(question, inside) for unit in units for question, inside in _asked(unit, False)]
    found = [node for unit in units for node in descendants(unit)]
    sentences = [length for unit in units for length in _sentences(unit)]
    kinds = Counter(question.kind for question, _ in asked)
    return Tally(
        id=name, units=len(units), minutes=sum(unit.minutes for unit in units),
        taken=round(sum(map(minutes_of, units)), 1),
        cases=_count(found, b.Case), scenarios=_count(found, b.Scenario),
        reflections=_count(found, b.Reflection), questions=len(asked),
        kinds=tuple((kind.value, kinds[kind]) for kind in QuestionKind),
        case_questions=sum(inside or word_count(question.stem) >= WORDS_OF_A_CASE
                           for question, inside in asked),
        defensible=sum(any(option.verdict is Verdict.DEFENSIBLE for option in question.options)
                       for question, _ in asked),
        words=sum(sentences), sentences=len(sentences),
        long_sentences=sum(length > LONG_SENTENCE for length in sentences))


def _count(found: Iterable[Any], kind: type[Any]) -> int:
    return sum(isinstance(node, kind) for node in found)


def _asked(node: Any, inside: bool) -> Iterator[tuple[Question, bool]]:
    """Yield each question and whether it stands in a case."""
    if isinstance(node, Question):
        yield node, inside
    elif isinstance(node, tuple):
        for each in node:
            yield from _asked(each, inside)
    elif isinstance(node, Unit):
        for section in node.sections:
            yield from _asked(section.body, inside)
    elif hasattr(node, "body"):
        yield from _asked(node.body, inside or isinstance(node, b.Case))


def _sentences(unit: Unit[b.Block]) -> Iterator[int]:
    """Yield the number of words of each sentence in the running text of a unit, feedback included."""
    for node in descendants(unit):
        if isinstance(node, n.Paragraph):
            for sentence in _END.split(plain_text(node)):
                if words := len(sentence.split()):
                    yield words
