"""No single edit of a valid file may show what is hidden in it: it is refused, or it is harmless.

Each file in `texts/` holds the word SECRET wherever something is hidden from a reader: feedback,
explanation, model, debrief, trainer text, session plans, notes of slots, what only the manual shows.
All of `edits` takes minutes; by default letters in the middle of words are sampled with a fixed seed (see
`every_edit.edits`). `ELEARN_EXHAUSTIVE=1` tries every one.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from elearn.document import canonical
from elearn.document.cuts import open_blocks
from elearn.source.instruments import load_sources
from elearn.source.load import ParsedUnit, parse_unit
from tests.source.every_edit import Edit, edits

TEXTS = Path(__file__).parent / "texts"
NAMES = ("questions", "scenarios", "plans")
STRIDE = 1 if os.environ.get("ELEARN_EXHAUSTIVE") == "1" else 8
SOURCES, _ = load_sources(Path(__file__).parents[2] / "content/bangalore_principles/sources.toml", "en")
HIDDEN = re.compile(r"SECRET|SECRE|ECRET|\"verdict\"|\"key\"|sound|defensible|risky|breach|\{#|\[x\]|=>|->")


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_valid_and_shows_nothing_hidden(name: str) -> None:
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    parsed = parse_unit(text, f"{name}.md", SOURCES)
    assert parsed.problems == ()
    assert not HIDDEN.search(shown(parsed))
    assert text.count("SECRET") > 20
    assert "SECRET" in canonical.dump(parsed.unit)


@pytest.mark.parametrize("name", NAMES)
def test_no_single_edit_shows_what_is_hidden(name: str) -> None:
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    regions = regions_of(text)
    leaks, astray, slow = [], [], []
    for edit in edits(text, STRIDE):
        start = time.process_time()
        parsed = parse_unit(edit.text, f"{name}.md", SOURCES)
        if time.process_time() - start > 1:
            slow.append(edit.what)
        if parsed.unit is not None:
            assert parsed.problems == ()
            if found := HIDDEN.search(shown(parsed)):
                leaks.append((edit.line, edit.what, found[0]))
        elif not is_near(parsed, edit, regions, f"{name}.md"):
            astray.append((edit.line, edit.what, [str(problem) for problem in parsed.problems[:3]]))
    assert not leaks, f"{len(leaks)}: {leaks[:40]}"
    assert not astray, f"{len(astray)}: {astray[:40]}"
    assert not slow


def shown(parsed: ParsedUnit) -> str:
    """Return all that a reader of the unit may be sent before answering, as canonical JSON."""
    assert parsed.unit is not None
    unit = parsed.unit
    head = (unit.title, unit.objectives, tuple((s.id, s.title) for s in unit.sections))
    return canonical.dump((head, tuple(open_blocks(section.body) for section in unit.sections)))


def regions_of(text: str) -> list[tuple[int, int]]:
    """Return for each line the first and last line of the outermost block, or front matter, around it."""
    regions: list[tuple[int, int]] = []
    depth = start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("::: "):
            start = number if depth == 0 else start
            depth += 1
        regions.append((number, number))
        if line == ":::":
            depth -= 1
            if depth == 0:
                regions[start - 1 : number] = [(start, number)] * (number - start + 1)
    front = text.split("\n").index("---", 1) + 1
    return [(1, front)] * front + regions[front:]


def is_near(parsed: ParsedUnit, edit: Edit, regions: list[tuple[int, int]], file: str) -> bool:
    """True if a problem stands in the outermost block around the edit, or two lines from it.

    Where a heading is lost, the fault can only be seen at the next heading.
    """
    first, last = regions[edit.line - 1]
    return all(problem.file == file for problem in parsed.problems) and any(
        first - 2 <= problem.line <= last + 3 or problem.code == "heading-level"
        for problem in parsed.problems
    )


def test_the_search_for_hidden_words_can_find_them() -> None:
    parsed = parse_unit(
        (TEXTS / "questions.md").read_text(encoding="utf-8").replace("What first?", "A SECRET?"),
        "questions.md",
        SOURCES,
    )
    assert HIDDEN.search(shown(parsed))


def test_every_place_is_edited_in_every_way() -> None:
    texts = {edit.text for edit in edits("::: a\n")}
    assert {":: a\n", ":::a\n", "::: a", "：:: a\n", "::: \u200ba\n", " ::: a\n", "\n"} <= texts
