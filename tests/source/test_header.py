"""Front matter: plain lines, each key once, the file's own keys and no other."""

from __future__ import annotations

import pytest

from elearn.source.load import parse_unit
from elearn.source.units import read_bank, read_chapter, read_glossary, read_module
from tests.source.one_file import SOURCES

GOOD = "---\nid: m2-u\ntitle: Why: a title\nminutes: 8\nobjectives: See it; Say it\n---\n\nText.\n"


def test_front_matter_is_typed() -> None:
    unit = parse_unit(GOOD, "u.md", SOURCES).unit
    assert unit is not None
    assert (unit.id, unit.title, unit.minutes, unit.objectives) == (
        "m2-u",
        "Why: a title",
        8,
        ("See it", "Say it"),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("---\nid", "id", 1, "no-front-matter"),
        ("---\nid", "\n---\nid", 1, "no-front-matter"),
        ("---\n\nText", "\nText", 6, "front-matter-open"),
        ("title:", "titel:", 3, "unknown-key"),
        ("title: Why", "title:Why", 3, "bad-front-matter"),
        ("title", " title", 3, "bad-front-matter"),
        ("title:", "title：", 3, "bad-front-matter"),
        ("title: Why: a title", "title: ", 3, "bad-front-matter"),
        ("title: Why: a title\n", "", 1, "missing-key"),
        ("minutes: 8", "minutes: ٨", 4, "bad-number"),
        ("minutes: 8", "minutes: eight", 4, "bad-number"),
        ("id: m2-u", "id: M2", 2, "bad-id"),
        ("minutes: 8", "minutes: 8\nminutes: 9", 5, "header-twice"),
        ("a title", "a <b>", 3, "bad-front-matter"),
        ("a title", "a {#b}", 3, "bad-front-matter"),
        ("See it;", "See it;;", 5, "bad-front-matter"),
        ("minutes: 8", "\nminutes: 8", 4, "front-matter-open"),
    ],
)
def test_front_matter_that_is_not_exact_is_refused(old: str, new: str, line: int, code: str) -> None:
    assert old in GOOD
    parsed = parse_unit(GOOD.replace(old, new, 1), "u.md", SOURCES)
    assert parsed.unit is None
    assert (line, code) in [(problem.line, problem.code) for problem in parsed.problems]


def test_an_unknown_key_is_guessed() -> None:
    problem, _ = parse_unit(GOOD.replace("title:", "titel:"), "u.md", SOURCES).problems[::-1]
    assert "“title”" in problem.message


def test_each_kind_of_file_has_its_own_keys() -> None:
    module = read_module("---\nid: m2\ntitle: A\nsummary: B.\n---\n\nText.\n", "m.md", SOURCES).value
    assert module is not None and module.summary == "B." and module.introduction
    chapter = read_chapter(
        "---\nid: manual-a\ntitle: A\n---\n\n## B {#manual-b}\n\nText.\n", "c.md", SOURCES
    ).value
    assert chapter is not None and chapter.minutes == 0 and chapter.sections[0].id == "manual-b"
    glossary = read_glossary(
        "---\nid: glossary\ntitle: A\n---\n\n## *B* {#g-b}\n\nText.\n", "g.md", SOURCES
    ).value
    assert glossary is not None and (glossary[0].id, glossary[0].term) == ("g-b", "B")


BANK = """---
id: bank-2
title: A
pool: final
value: 2
---

::: question {#m2-t1 cites="bp 2.5"}
A judge is asked.

- [x] Yes. {#a sound}
- [ ] No. {#b risky}
:::
"""


def test_a_file_of_the_bank_holds_questions_of_one_pool_and_value() -> None:
    items = read_bank(BANK, "b.md", SOURCES).value
    assert items is not None
    assert [(item.pool, item.value, item.question.id) for item in items] == [("final", "2", "m2-t1")]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("pool: final", "pool: finale", 4, "bad-value"),
        ("value: 2", "value: 7", 5, "bad-value"),
        ("::: question", "Text.\n\n::: question", 8, "text-between-items"),
        ("::: question", "## A {#m2-a}\n::: question", 8, "heading-in-prose"),
        ('::: question {#m2-t1 cites="bp 2.5"}', "::: trainer", 8, "wrong-place"),
    ],
)
def test_a_bank_holds_nothing_else(old: str, new: str, line: int, code: str) -> None:
    found = read_bank(BANK.replace(old, new, 1), "b.md", SOURCES)
    assert found.value is None
    assert (line, code) in [(problem.line, problem.code) for problem in found.problems]
