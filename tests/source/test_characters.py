"""Characters that hide, and characters that a script needs."""

from __future__ import annotations

import pytest

from elearn.source.load import parse_unit
from tests.source.one_file import HEAD, nodes_of, problems_of


@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("\u200b", "invisible-character"),
        ("\u2060", "invisible-character"),
        ("\u00ad", "invisible-character"),
        ("\u200c", "invisible-character"),
        ("\u200d", "invisible-character"),
        ("\ufeff", "invisible-character"),
        ("\ufe0f", "invisible-character"),
        ("\u3164", "invisible-character"),
        ("\U000e0041", "invisible-character"),
        ("\u200e", "direction-mark"),
        ("\u200f", "direction-mark"),
        ("\u061c", "direction-mark"),
        ("\u202e", "direction-mark"),
        ("\u2066", "direction-mark"),
        ("\t", "tab"),
        ("\u3000", "odd-space"),
        ("\x00", "control-character"),
        ("\x02", "control-character"),
        ("\x0b", "control-character"),
        ("\x85", "control-character"),
        ("\u2028", "control-character"),
        ("\ue000", "control-character"),
        ("\ufffd", "control-character"),
        ("\r", "control-character"),
        ("\ud800", "control-character"),
        ("［", "look-alike"),
        ("｝", "look-alike"),
        ("＃", "look-alike"),
        ("☑", "look-alike"),
    ],
)
def test_a_character_that_hides_is_refused_at_its_line(char: str, code: str) -> None:
    assert problems_of(f"Text.\n\nMore te{char}xt.\n") == [(3, code)]


def test_joiners_are_kept_inside_words_of_scripts_that_need_them() -> None:
    word = "می\u200cخواهم"
    assert nodes_of(f"{word}\n")[0].children[0].text == word
    assert nodes_of("क्\u200dष\n")
    assert problems_of("می\u200c خواهم\n") == [(1, "invisible-character")]


def test_a_french_space_may_stand_between_words_and_nowhere_else() -> None:
    assert nodes_of("Pourquoi\u202f? «\u00a0Non\u00a0»\n")
    assert problems_of("\u00a0Non\n") == [(1, "odd-space")]
    assert (3, "near-fence") in problems_of("::: trainer\nNon\n:::\u00a0\n")


def test_arabic_and_chinese_text_is_plain_text() -> None:
    assert nodes_of("القاضي: محايد، مستقل.\n\n法官：独立。\n")


def test_a_line_end_between_chinese_characters_is_no_space() -> None:
    assert nodes_of("法官\n独立\n")[0].children[0].text == "法官独立"


def test_line_ends_of_windows_and_a_mark_at_the_start_are_taken() -> None:
    text = "\ufeff" + (HEAD + "Text.\n").replace("\n", "\r\n")
    assert parse_unit(text, "u.md", None).problems == ()


def test_text_is_brought_into_one_normal_form() -> None:
    assert nodes_of("e\u0301te\u0301\n") == nodes_of("été\n")
