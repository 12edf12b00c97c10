"""Coverage: where each paragraph of the Principles and of article 11 is taught, practised, tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import Course, TestBank, TestRule
from elearn.document.nodes import Citation, Reference
from elearn.document.problems import Problem
from elearn.document.questions import Question, QuestionKind
from elearn.document.shapes import FINAL_POOL, Shape, shape
from elearn.document.sources import SourceCatalogue
from elearn.document.walk import descendants
from elearn.source.review import Review, problem_at

PRACTISING = (b.Case, Question, b.Scenario)
POOLS = (FINAL_POOL, "entry", "post")
_NOT_TEXT = (*PRACTISING, b.Reflection, b.Trainer, b.Session, b.Agenda, b.Form)


@dataclass(frozen=True)
class Coverage:
    """One paragraph: the units that teach it, the items that practise it, the test items on it."""

    reference: Reference
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    tested: tuple[str, ...]


def coverage(course: Course, bank: TestBank) -> tuple[Coverage, ...]:
    """Return each counted paragraph (41 + 2) with the ids that cover it.

    Taught: cited in the text of a unit, outside cases and what is for trainers. Practised: named by
    a case, question or scenario of a unit. Tested: named by an item of the final pool. A
    sub-paragraph counts for its paragraph, the Commentary on a paragraph for that paragraph.
    """
    units = [unit for module in course.modules for unit in module.units]
    taught = {unit.id: _cited(unit.sections, course.sources) for unit in units}
    practised = {
        each.id: _whole(course.sources, each.cites)
        for unit in units for each in descendants(unit) if isinstance(each, PRACTISING)
    }
    tested = {
        item.question.id: _whole(course.sources, item.question.cites)
        for item in bank.items if item.pool == "final"
    }
    return tuple(
        Coverage(reference, *(_holding(reference, held) for held in (taught, practised, tested)))
        for reference in course.sources.counted())


def check_coverage(review: Review) -> Iterator[Problem]:
    """Yield one finding for all paragraphs taught nowhere, one for practised, one for tested."""
    rows = coverage(review.course, review.bank)
    for code, verb, missing in (
        ("coverage-taught", "taught", [row.reference for row in rows if not row.taught]),
        ("coverage-practised", "practised", [row.reference for row in rows if not row.practised]),
        ("coverage-tested", "tested", [row.reference for row in rows if not row.tested]),
    ):
        if missing:
            named = ", ".join(f"{r.source} {r.paragraph}" for r in missing)
            yield problem_at(code, "sources.toml", 1, f"{len(missing)} of {len(rows)} paragraphs are "
                             f"{verb} nowhere: {named}")


def check_bank(review: Review) -> Iterator[Problem]:
    """Yield test items that no form draws, and pools too small for one form."""
    rules = review.course.rules
    for item in review.bank.items:
        drawn = [value for value, _ in rules.test_of(item.pool).blueprint]
        if item.value not in drawn:
            yield review.problem("bank-value", item.question.id, f"no form of the {item.pool} test draws "
                                 f"items of value {item.value}; values drawn: {', '.join(drawn)}")
        if item.pool == FINAL_POOL and item.question.kind is QuestionKind.SCALE:
            yield review.problem("bank-scale", item.question.id, "nothing is right or wrong on a scale, so "
                                 "that the final test cannot count it")
    for pool in POOLS:
        yield from _short(review, pool)


def _short(review: Review, pool: str) -> Iterator[Problem]:
    rule = review.course.rules.test_of(pool)
    found = shape(review.bank, rule, pool)
    if found.is_short:
        lacking = ", ".join(
            f"{held} of {asked} for value {value}"
            for (value, asked), (_, held) in zip(rule.blueprint, found.blueprint, strict=True)
            if held < asked)
        yield problem_at("bank-short", f"{review.course.rules.key}.toml", 1,
                         f"the {pool} pool holds {lacking}; {_consequence(found, rule, pool)}")


def _consequence(found: Shape, rule: TestRule, pool: str) -> str:
    if found.is_held:
        return (f"until more is written the test asks {found.items} instead of {rule.items} items and "
                f"passes with {found.pass_mark} instead of {rule.pass_mark}")
    ending = "; completion rests on the units alone" if pool == FINAL_POOL else ""
    return f"with {found.items} of {rule.items} items, less than half, the test is not held{ending}"


def _cited(node: Any, sources: SourceCatalogue) -> frozenset[Reference]:
    return _whole(sources, tuple(each for citation in _text_citations(node)
                                 for each in citation.references))


def _text_citations(node: Any) -> Iterator[Citation]:
    if isinstance(node, tuple):
        for child in node:
            yield from _text_citations(child)
    elif isinstance(node, Citation):
        yield node
    elif isinstance(node, _NOT_TEXT) or (isinstance(node, b.Only) and node.publication == "manual"):
        return
    elif is_dataclass(node):
        for field in fields(node):
            yield from _text_citations(getattr(node, field.name))


def _whole(sources: SourceCatalogue, references: tuple[Reference, ...]) -> frozenset[Reference]:
    """Return the counted paragraphs that `references` stand for."""
    found = set()
    for each in references:
        source = sources.find(each.source)
        paragraph = sources.paragraph(each)
        if source is not None and paragraph is not None:
            found.add(Reference(source.paragraphs_of or source.key, paragraph.part_of or paragraph.key))
    return frozenset(found)


def _holding(reference: Reference, held: dict[str, frozenset[Reference]]) -> tuple[str, ...]:
    return tuple(id_ for id_, references in held.items() if reference in references)
