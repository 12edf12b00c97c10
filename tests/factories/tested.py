"""The small course with tests that are held: a question of every kind in each, words planted in its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from elearn.document import questions as q
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Course, TestBank, TestItem, TestRule
from tests.factories import courses

FINAL_PASS, ENTRY_PASS = 4, 3
KINDS: tuple[tuple[str, Callable[[str], q.Question]], ...] = (
    ("one", courses.one), ("all", courses.every), ("order", courses.order), ("match", courses.match),
    ("spot", courses.spot),
)


def examined_revision(lang: str = "en") -> Revision:
    """Return the small course whose three tests are held, as it would be activated."""
    return revision_of(examined_course(lang), examined_bank())


def examined_course(lang: str = "en") -> Course:
    """Return the small course with tests of six; four right pass the final one, three the entry test."""
    blueprint = (("2", 5), ("11", 1))
    course = courses.small_course(lang)
    rules = replace(
        course.rules, final_test=TestRule(FINAL_PASS, blueprint, attempts_per_day=3),
        entry_test=TestRule(ENTRY_PASS, blueprint))
    return replace(course, rules=rules)


def examined_bank() -> TestBank:
    """Return of each pool a question of every kind; a scale where a pass does not count."""
    return TestBank(tuple(item for pool in ("entry", "post", "final") for item in _pool(pool)))


def _pool(pool: str) -> list[TestItem]:
    last = courses.one if pool == "final" else courses.scale
    made = [("2", make(f"t-{pool}-{kind}")) for kind, make in KINDS] + [("11", last(f"t-{pool}-last"))]
    return [TestItem(pool, value, question) for value, question in made]
