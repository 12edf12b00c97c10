"""The kind of a question, and what each kind allows."""

from __future__ import annotations

import pytest

from elearn.document.questions import QuestionKind
from tests.source.one_file import nodes_of, problems_of, question

TWO_RIGHT = "- [x] A. {#a sound}\n- [x] B. {#b defensible}\n- [ ] C. {#c risky}"
ONE_RIGHT = "- [x] A. {#a sound}\n- [ ] B. {#b risky}"
ORDER = "1. A. {#a}\n2. B. {#b}\n3. C. {#c}"
MATCH = "- A => 1 {#a}\n- B => 2 {#b}\n- => 3 {#z}"
SPOT = "- [ ] Fine. {#a}\n- [x] Not so. {#b breach}"
SCALE = "- Near {#a}\n- Far {#b}"


@pytest.mark.parametrize(
    ("options", "said", "kind"),
    [
        (ONE_RIGHT, "", QuestionKind.ONE),
        (TWO_RIGHT, "", QuestionKind.ALL),
        (ONE_RIGHT, " kind=all", QuestionKind.ALL),
        (ORDER, "", QuestionKind.ORDER),
        (MATCH, "", QuestionKind.MATCH),
        (SPOT, " kind=spot", QuestionKind.SPOT),
        (SCALE, " kind=scale", QuestionKind.SCALE),
    ],
)
def test_the_kind_follows_from_the_options(options: str, said: str, kind: QuestionKind) -> None:
    assert nodes_of(question(options, said))[0].kind is kind


def test_a_match_has_two_sides_and_spare_right_ones() -> None:
    options = nodes_of(question(MATCH))[0].options
    assert [(bool(o.text), bool(o.counterpart)) for o in options] == [
        (True, True),
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (SCALE, "", "bad-match"),
        (MATCH, " kind=scale", "stray-mark"),
        (ORDER, " kind=all", "mixed-options"),
        (SPOT, "", "verdict-differs"),
        (ONE_RIGHT, " kind=one", "bad-value"),
        (ONE_RIGHT + "\n1. C. {#c}", "", "mixed-options"),
        (ORDER.replace("2.", "3."), "", "bad-order"),
        (ORDER.replace("{#a}", "{#a sound}"), "", "needless-verdict"),
        (MATCH.replace("=>", "->"), "", "bad-match"),
        (MATCH.replace("A => 1", "A => 1 => 2"), "", "bad-match"),
        (MATCH.replace("- B => 2 {#b}\n", ""), "", "too-few-options"),
        (SPOT.replace("[x]", "[ ]"), " kind=spot", "no-right-option"),
        ("- [x] A. {#a sound}", "", "too-few-options"),
        ("", "", "too-few-options"),
        (ORDER, " shuffle=yes", "bad-value"),
        (ONE_RIGHT, " shuffle=no", "bad-value"),
        (TWO_RIGHT.replace("[x] B", "[ ] B"), " kind=scale", "mixed-options"),
        (ONE_RIGHT.replace("sound", "defensible"), "", "verdict-differs"),
        (ONE_RIGHT.replace("{#b risky}", "{#b risky} -> m2-x"), "", "bad-key"),
    ],
)
def test_what_a_kind_does_not_allow_is_refused(options: str, said: str, code: str) -> None:
    assert code in [found for _, found in problems_of(question(options, said))]
