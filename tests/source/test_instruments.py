"""sources.toml: strict, in the language asked for, errors naming line, key and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from elearn.document.nodes import Reference
from elearn.source.instruments import load_sources
from tests.source.one_file import SOURCES

GOOD = """[bp]
title.en = "Principles"
title.fr = "Principes"
short.en = "BP"
body.en = "Group"
year = 2002
url = "https://example.org/"

[bp.paragraphs."2"]
name.en = "Impartiality"
gist.en = "A value."
[bp.paragraphs."2.5"]
gist.en = "Step aside."
[bp.paragraphs."2.5.1"]
part_of = "2.5"
gist.en = "Bias."

[commentary]
title.en = "Commentary"
short.en = "C"
body.en = "Group"
year = 2007
url = "https://example.org/c"
paragraphs_of = "bp"
"""


def test_the_shipped_instruments_count_43_paragraphs() -> None:
    assert len(SOURCES.counted()) == 43
    assert SOURCES.paragraph(Reference("commentary", "2.5")) is not None


def test_words_are_those_of_the_language_or_english(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, encoding="utf-8")
    catalogue, problems = load_sources(path, "fr")
    assert problems == ()
    assert [(s.title, s.short) for s in catalogue.sources] == [("Principes", "BP"), ("Commentary", "C")]


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("year = 2002", 'year = "2002"', 6, "year"),
        ("year = 2002\n", "", 1, "year"),
        ("short.en", "shrt.en", 4, "“short”"),
        ("https://example.org/c", "http://example.org", 23, "https"),
        ('part_of = "2.5"', 'part_of = "2.6"', 15, "2.6"),
        ('paragraphs_of = "bp"', 'paragraphs_of = "pb"', 24, "paragraphs_of"),
        ('gist.en = "Bias."', 'gist = "Bias."', 16, "gist"),
        ('"2.5.1"', '"2,5"', 14, "2.5"),
        ('title.en = "Principles"\n', "", 2, "title.en"),
        ("[bp]", "[BP]", 1, "a-z"),
        ('body.en = "Group"', 'body.en = ""', 5, "body"),
        ("[commentary]", "[commentary", 18, "line 18"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    assert old in GOOD
    path = tmp_path / "sources.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    _, problems = load_sources(path, "en")
    assert problems and problems[0].file == "sources.toml"
    assert any(problem.line == line and word in problem.message for problem in problems), problems


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    assert [problem.code for problem in load_sources(path, "en")[1]] == ["missing-file"]
    path.write_bytes(b"[bp]\n\xff")
    assert [(problem.line, problem.code) for problem in load_sources(path, "en")[1]] == [(2, "bad-utf8")]
