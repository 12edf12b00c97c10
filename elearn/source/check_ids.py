"""Checks on names: ids that are unique, never reused, and what links lead to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from elearn.document import blocks as b
from elearn.document.course import Chapter, GlossaryEntry, Module, TestItem, Unit
from elearn.document.nodes import Link
from elearn.document.problems import Problem
from elearn.document.questions import Option, Question
from elearn.source.review import Review, Seen, has_id, problem_at

RETIRED_FILE = "retired-ids.txt"
_RETIRED = re.compile(r"^([a-z][a-z0-9-]*)(?: ([a-z]))?$")
_ITEMS = (b.Case, Question, b.Scenario, b.Step, b.Reflection)


def check_ids(review: Review) -> Iterator[Problem]:
    """Yield what is wrong with ids: given twice, retired, or without the key of their module."""
    yield from _twice(review)
    yield from _retired(review)
    yield from _prefixes(review)


def check_links(review: Review) -> Iterator[Problem]:
    """Yield links to ids that do not exist, or that a reader of the link does not see."""
    audience = {each.near: each.audience for each in review.seen if has_id(each.node)}
    for each in review.seen:
        if isinstance(each.node, Link) and each.node.target.startswith("#"):
            yield from _link_findings(review, each, audience)


def retired(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the retired ids and, as `id key`, the retired option keys of a list of lines."""
    return frozenset(line.strip() for line in lines if _RETIRED.match(line.strip()))


def _twice(review: Review) -> Iterator[Problem]:
    ids = Counter(_given_ids(review))
    definitions = review.places.definitions(review.course.header.lang)
    for id_, count in ids.items():
        if count > 1:
            first, *others = definitions.get(id_) or (review.places.of(id_),)
            for file, line in others or [first]:
                yield problem_at("id-twice", file, line,
                                 f"the id {id_} was given already in {first[0]}, line {first[1]}")


def _given_ids(review: Review) -> Iterator[str]:
    for each in review.seen:
        if has_id(each.node):
            yield each.near


def _retired(review: Review) -> Iterator[Problem]:
    lines = review.places.lines(RETIRED_FILE)
    gone = retired(lines)
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if words and not words.startswith("#") and not _RETIRED.match(words):
            yield problem_at("retired-line", RETIRED_FILE, number,
                             f"{words!r} is neither an id nor an id and an option key")
    for id_ in dict.fromkeys(_given_ids(review)):
        if id_ in gone:
            yield review.problem("id-retired", id_, f"the id {id_} is retired; give a new one")
    for question in review.found(Question):
        for option in question.options:
            yield from _retired_key(review, question.id, option, gone)


def _retired_key(review: Review, id_: str, option: Option, gone: frozenset[str]) -> Iterator[Problem]:
    if f"{id_} {option.key}" in gone:
        yield review.problem("id-retired", id_, f"the option key {option.key} of {id_} is retired; take "
                             "it out and run: elearn keys", f"{{#{option.key}")


def _prefixes(review: Review) -> Iterator[Problem]:
    prefixes: tuple[str, ...] = ()
    for each in review.seen:
        if isinstance(each.node, Module):
            prefixes = (f"{each.node.id}-",)
        elif isinstance(each.node, Chapter):
            prefixes = ("manual-", "tm-")
        elif isinstance(each.node, GlossaryEntry):
            prefixes = ("g-",)
        elif isinstance(each.node, TestItem):
            prefixes = ("",)
        if _must_begin(each) and not each.near.startswith(prefixes):
            yield review.problem("id-prefix", each.near, f"the id {each.near} must begin with "
                                 f"{' or '.join(prefixes)}")


def _must_begin(each: Seen) -> bool:
    return isinstance(each.node, (*_ITEMS, Unit, Chapter, GlossaryEntry, b.Session, b.Agenda))


def _link_findings(review: Review, each: Seen, audience: dict[str, frozenset[str]]) -> Iterator[Problem]:
    target = each.node.target.removeprefix("#")
    words = f"(#{target})"
    if target not in audience:
        close = get_close_matches(target, audience, n=1)
        hint = f"; did you mean #{close[0]}?" if close else ""
        yield review.problem("link-target", each.near, f"no id {target} in the course{hint}", words)
    elif missing := each.audience - audience[target]:
        yield review.problem("link-audience", each.near, f"{target} does not stand in the publication "
                             f"{' or '.join(sorted(missing))}, where this link stands", words)
