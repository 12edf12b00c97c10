"""Options: their lines, keys and feedback; what is not exact never becomes text of the question."""

from __future__ import annotations

import pytest

from elearn.document.questions import QuestionKind, Verdict
from elearn.source.load import parse_unit
from tests.source.one_file import FIRST, HEAD, SOURCES, messages_of, nodes_of, problems_of, question

GOOD = """- [ ] Wait and
  see. {#a risky}
  > One.
  >
  > Two [@bp 2.5].
- [x] Say so. {#b sound}

> Told to all.
>
> Twice.

> And again."""


ABOVE = 3  # lines of the question above its options


def test_options_carry_key_verdict_and_feedback() -> None:
    (found,) = nodes_of(question(GOOD))
    assert found.kind is QuestionKind.ONE
    assert [(o.key, o.is_right, o.verdict) for o in found.options] == [
        ("a", False, Verdict.RISKY),
        ("b", True, Verdict.SOUND),
    ]
    assert found.options[0].text[0].text == "Wait and see."
    assert len(found.options[0].feedback) == 2
    assert len(found.explanation) == 3


def test_the_line_of_each_option_is_known() -> None:
    positions = parse_unit(HEAD + question(GOOD), "u.md", SOURCES).positions
    assert positions["m2-q1"] == FIRST
    assert positions["m2-q1/a"] == FIRST + ABOVE
    assert positions["m2-q1/b"] == FIRST + ABOVE + 5


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("{#a risky}", "{#a  risky}", 2, "bad-key"),
        ("{#a risky}", "{#A risky}", 2, "bad-key"),
        ("{#a risky}", "{#ab risky}", 2, "bad-key"),
        ("{#a risky}", "{#a, risky}", 2, "bad-key"),
        ("{#a risky}", "{a risky}", 2, "bad-key"),
        ("{#a risky}", "{#a risky", 2, "bad-key"),
        ("{#a risky}", "{#a risky} yes", 2, "bad-key"),
        ("{#a risky}", "{#a risky}{#c}", 2, "bad-key"),
        (" {#a risky}", "", 1, "option-without-key"),
        ("{#a risky}", "{#a}", 1, "missing-verdict"),
        ("{#a risky}", "{#a rsky}", 1, "bad-verdict"),
        ("{#a risky}", "{#a sound}", 1, "verdict-differs"),
        ("{#b sound}", "{#b risky}", 6, "verdict-differs"),
        ("{#b sound}", "{#a sound}", 6, "key-twice"),
        ("- [x]", "- [X]", 6, "bad-option"),
        ("- [x]", "- [х]", 6, "bad-option"),
        ("- [x]", "- [x ]", 6, "bad-option"),
        ("- [x]", "-[x]", 6, "bad-option"),
        ("- [x]", "- []", 6, "bad-option"),
        ("- [x]", "* [x]", 6, "bad-option"),
        ("- [x]", " - [x]", 6, "bad-option"),
        ("- [x]", "–\u00a0[x]", 6, "bad-option"),
        ("- [x]", "- [ ]", 6, "verdict-differs"),
        ("  > One.", "  One.", 3, "text-after-option"),
        ("  > One.", "One.", 3, "text-after-option"),
        ("  > One.", "> One.", 3, "no-blank-line"),
        ("  > One.", "   > One.", 3, "text-after-option"),
        ("  > One.", "  >One.", 3, "text-after-option"),
        ("  >\n", "\n", 5, "feedback-without-option"),
        ("  see.", "see.", 2, "text-after-option"),
        ("\n  see.", "\n\n  see.", 1, "option-without-key"),
        ("> Told", "Told", 8, "text-after-options"),
        (">\n> Twice", "Twice", 9, "no-blank-line"),
        ("> Told", ">Told", 8, "bad-quote"),
        ("> And", "x And", 12, "text-after-options"),
        ("Say so. ", "", 6, "empty-option"),
        ("Say so.", "Say {so}.", 6, "bad-key"),
        ("Say so.", "Say => so.", 6, "stray-mark"),
    ],
)
def test_what_is_not_exact_is_refused_at_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in GOOD
    assert (ABOVE + line, code) in problems_of(question(GOOD.replace(old, new, 1)))


def test_a_box_with_a_wrong_mark_is_explained() -> None:
    assert "another alphabet" in messages_of(question(GOOD.replace("[x]", "[х]")))
    assert "“X”" in messages_of(question(GOOD.replace("[x]", "[X]")))


def test_the_question_stands_above_with_a_blank_line() -> None:
    assert (3, "list-without-blank-line") in problems_of(question(GOOD, above="Why?\n"))
    assert (1, "empty-block") in problems_of(question(GOOD, above="\n"))
    assert (2, "quote-before-options") in problems_of(question(GOOD, above="> Why?\n\n"))
    assert (4, "bad-option") in problems_of(question(GOOD, above="Why?\n\n  - a list\n\n"))


def test_emphasis_at_the_start_of_a_line_is_no_option() -> None:
    assert nodes_of(question(GOOD, above="*Why* so?\n**Now**?\n*“Quoted”* words?\n\n"))


def test_blocks_stand_above_the_options() -> None:
    figure = '::: figure {#m2-f src=a.svg alt="A"}\n:::\n'
    assert nodes_of(question(GOOD, above="Why?\n\n" + figure + "\n"))
    assert (17, "block-after-options") in problems_of(question(GOOD + "\n\n" + figure))


STEP = """::: scenario {#m2-s title=A}
::: step {#m2-s-a}
Go?

%s
:::
::: step {#m2-s-b ending=sound}
End.

::: debrief
Why.
:::
:::
:::
"""


def test_choices_lead_to_steps() -> None:
    (scenario,) = nodes_of(
        STEP % "- Yes. {#a risky} -> m2-s-b\n  > Told.\n- No. {#b sound} -> m2-s-b\n\n> On arriving."
    )
    first, last = scenario.steps
    assert [(c.key, c.verdict, c.target) for c in first.choices] == [
        ("a", Verdict.RISKY, "m2-s-b"),
        ("b", Verdict.SOUND, "m2-s-b"),
    ]
    assert first.feedback and first.choices[0].feedback
    assert last.ending is Verdict.SOUND and last.debrief


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("- Yes. {#a risky} -> m2-s-c", "step-target"),
        ("- Yes. {#a risky}", "choice-without-target"),
        ("- Yes. {#a} -> m2-s-b", "missing-verdict"),
        ("- Yes. {#a risky} ->m2-s-b", "bad-key"),
        ("- Yes. {#a risky} => m2-s-b", "bad-key"),
        ("- Yes. -> m2-s-b {#a risky}", "stray-mark"),
        ("- [ ] Yes. {#a risky} -> m2-s-b", "bad-option"),
        ("1. Yes. {#a risky} -> m2-s-b", "bad-option"),
        ("- Yes. {#a risky} -> m2-s-b\n\nMore.", "text-after-options"),
    ],
)
def test_a_choice_that_is_not_exact_is_refused(choice: str, code: str) -> None:
    assert code in [found for _, found in problems_of(STEP % choice)]


def test_a_step_is_guessed() -> None:
    assert "“m2-s-b”" in messages_of(STEP % "- Yes. {#a risky} -> m2-s-bb")


def test_one_line_told_on_arriving_stands_last() -> None:
    good = STEP % "- Yes. {#a risky} -> m2-s-b"
    assert problems_of(good.replace("End.\n", "End.\n\n> Told.\n")) == [(10, "short-quote")]
    assert nodes_of(good.replace("End.\n", "End.\n\n> Told.\n> More.\n"))
    assert nodes_of(good.replace("Why.\n:::\n", "Why.\n:::\n\n> Told.\n"))
