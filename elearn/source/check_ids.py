"""Checks on names: ids that are never reused, and who sees what links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
    """Yield ids that are retired, or that lack the key of their module."""
    yield from _retired(review)
    yield from _prefixes(review)


def check_links(review: Review) -> Iterator[Problem]:
    """Yield links to blocks that a reader of the link does not see."""
    audience = {each.near: each.audience for each in review.seen if has_id(each.node)}
    for each in review.seen:
        if isinstance(each.node, Link) and each.node.target.startswith("#"):
            target = each.node.target.removeprefix("#")
            if missing := each.audience - audience.get(target, each.audience):
                yield review.problem(
                    "link-audience", each.near, f"{target} does not stand in the publication "
                    f"{' or '.join(sorted(missing))}, where this link stands", f"(#{target})")


def retired_lines(content_dir: Path) -> tuple[str, ...]:
    """Return the lines of the list of retired ids; none where there is no list."""
    file = content_dir / RETIRED_FILE
    return tuple(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else ()


def retired(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the retired ids and, as `id key`, the retired option keys of a list of lines."""
    return frozenset(line.strip() for line in lines if _RETIRED.match(line.strip()))


def _given_ids(review: Review) -> Iterator[str]:
    for each in review.seen:
        if has_id(each.node):
            yield each.near


def _retired(review: Review) -> Iterator[Problem]:
    lines = retired_lines(review.content_dir)
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
        yield review.problem("id-retired", f"{id_}/{option.key}", f"the option key {option.key} of {id_} "
                             "is retired; take it out and run: elearn keys")


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
    return isinstance(each.node, (*_ITEMS, Unit, Chapter, GlossaryEntry, b.Session, b.Agenda, b.Form))
