"""Every code that is reported is explained, and every code that is explained is reported."""

from __future__ import annotations

import re
from pathlib import Path

from elearn.source.codes import CODES
from elearn.source.syntax_codes import SYNTAX_CODES

SOURCE = Path(__file__).parents[2] / "elearn" / "source"
# Where `instruments` refuses, the word in quotes is a key of the file and not a code.
REPORTED = re.compile(r"(?:problem|refuse|add)\(\s*(?:[^\n\"“]*,\s*)?\"([a-z0-9]+(?:-[a-z0-9]+)*)\"")
OTHERS = {"instruments.py"}


def test_every_code_that_is_reported_is_explained() -> None:
    reported = {
        code
        for path in SOURCE.glob("*.py")
        if path.name not in OTHERS
        for code in REPORTED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(reported) > 60
    assert reported <= set(CODES)


def test_every_code_of_the_language_is_reported_somewhere() -> None:
    words = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py") if "codes" not in path.name
    )
    assert not [code for code in SYNTAX_CODES if f'"{code}"' not in words]


def test_a_code_is_one_kebab_case_word_with_one_sentence() -> None:
    for code, sentence in SYNTAX_CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert sentence.endswith(".") and sentence.count(". ") == 0
