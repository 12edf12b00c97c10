"""The style sheet: logical properties alone, one file, small."""

from __future__ import annotations

import gzip
import re

from tests.house.layout import PACKAGE, ROOT

_PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)
SHEETS = sorted([*(PACKAGE / "web" / "static").glob("*.css"), *(PACKAGE / "assets").rglob("*.css"),
                 *(ROOT / "templates").rglob("*.css")])


def test_no_style_says_left_or_right() -> None:
    assert SHEETS
    wrong = []
    for sheet in SHEETS:
        for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), start=1):
            # The page margin boxes of print have physical names alone.
            if _PHYSICAL.search(line) and "@" not in line:
                wrong.append(f"{sheet.relative_to(ROOT)}:{number} {line.strip()}")
    assert not wrong


def test_the_style_sheet_of_the_web_is_one_small_file() -> None:
    [sheet] = (PACKAGE / "web" / "static").glob("*.css")
    assert len(gzip.compress(sheet.read_bytes(), 9)) <= 12 * 1024


def test_the_scripts_are_small() -> None:
    scripts = [path.read_bytes() for path in (PACKAGE / "web" / "static").rglob("*.js")]
    assert len(gzip.compress(b"".join(scripts), 9)) <= 20 * 1024
