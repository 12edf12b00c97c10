"""The author's guide keeps up with the code: its examples are read, its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elearn.cli import _HOMES
from elearn.document.questions import Question, QuestionKind
from elearn.document.walk import descendants
from elearn.source.blocks import NAMES, table
from elearn.source.check_codes import WARNINGS
from elearn.source.codes import CODES
from elearn.source.instruments import load_sources
from elearn.source.load import ParsedUnit, parse_unit

FOLDER = Path(__file__).resolve().parents[2] / "content" / "bangalore_principles"
TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```course\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
ROWS = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.*?) \|$", TEXT.partition("## What the codes mean")[2],
                       flags=re.MULTILINE))

_FRONT = "---\nid: m2-example\ntitle: An example\nminutes: 5\nobjectives: Decide\n---\n\n"


def _parsed(example: str) -> ParsedUnit:
    sources, _ = load_sources(FOLDER / "sources.toml", "en")
    return parse_unit(example if example.startswith("---") else _FRONT + example, "README.md", sources)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_read(example: str) -> None:
    assert _parsed(example).problems == ()


def test_the_examples_show_every_block_and_every_kind_of_question() -> None:
    assert not {name for name in NAMES if f"\n::: {name}" not in "\n".join(EXAMPLES)}
    shown = {each.kind for example in EXAMPLES for each in descendants(_parsed(example).unit)
             if isinstance(each, Question)}
    assert shown == set(QuestionKind)


def test_the_table_of_blocks_is_the_one_of_the_reader() -> None:
    shown = TEXT.partition("<!-- the table of blocks -->")[2].partition("<!-- end")[0]
    assert shown.strip() == table().strip()


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code: str) -> None:
    told, _, advice = ROWS[code].partition(" | ")
    expected = CODES[code].replace("|", "&#124;")
    assert told == (f"*Advice.* {expected}" if code in WARNINGS else expected)
    assert advice.endswith(".")


def test_no_code_is_explained_that_does_not_exist() -> None:
    assert set(ROWS) == set(CODES)


def test_every_command_named_exists() -> None:
    assert set(re.findall(r"`elearn ([a-z]+)", TEXT)) <= set(_HOMES)
