"""Attributes of blocks: read to the last character, or refused."""

from __future__ import annotations

import pytest

from tests.source.one_file import messages_of, nodes_of, problems_of

GOOD = '{#m2-c1 title="The dinner: “why”" cites="bp 2.5; commentary 2.5"}'


def _case(attributes: str) -> str:
    return f"::: case {attributes}\nText.\n:::\n"


def test_attributes_are_words_or_stand_in_straight_quotes() -> None:
    (case,) = nodes_of(_case(GOOD))
    assert (case.id, case.title) == ("m2-c1", "The dinner: “why”")
    assert [(r.source, r.paragraph) for r in case.cites] == [("bp", "2.5"), ("commentary", "2.5")]
    assert nodes_of(_case("{#m2-c1 title=Dinner}"))[0].title == "Dinner"


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("", "missing-attribute"),
        ("{}", "missing-attribute"),
        ("{title=a}", "missing-id"),
        ("{#M2 title=a}", "bad-id"),
        ("{#2m title=a}", "bad-id"),
        ("{#ä title=a}", "bad-id"),
        ("{# title=a}", "bad-attributes"),
        ("{#m2-c1 title=“a”}", "smart-quote"),
        ("{#m2-c1 title=«a»}", "smart-quote"),
        ('{#m2-c1 title="a}', "bad-attributes"),
        ('{#m2-c1 title=a"}', "bad-attributes"),
        ('{#m2-c1 title="a"cites="bp 2.5"}', "bad-attributes"),
        ('{#m2-c1 title="a" b}', "bad-attributes"),
        ("{title=a #m2-c1}", "bad-attributes"),
        ("{#m2-c1 #m2-c2 title=a}", "bad-attributes"),
        ("{#m2-c1 title = a}", "bad-attributes"),
        ("{#m2-c1 title=a title=b}", "attribute-twice"),
        ('{#m2-c1 title=""}', "empty-attribute"),
        ('{#m2-c1 title=" a"}', "empty-attribute"),
        ("{#m2-c1 titel=a}", "unknown-attribute"),
        ('{#m2-c1 title=a cites="bp 9.9"}', "citation-unknown"),
        ('{#m2-c1 title=a cites="2.5"}', "bad-citation"),
        ("{#m2-c1 title={a}}", "bad-attributes"),
    ],
)
def test_attributes_that_are_not_exact_are_refused(attributes: str, code: str) -> None:
    assert (1, code) in problems_of(_case(attributes))


def test_an_unknown_attribute_is_guessed() -> None:
    assert "“title”" in messages_of(_case("{#m2-c1 titel=a}"))


@pytest.mark.parametrize("number", ["٥", "0", "-1", "5.0", "five", "05", "12345", "５"])
def test_a_number_is_written_in_plain_digits(number: str) -> None:
    assert problems_of(f"::: trainer {{minutes={number}}}\nText.\n:::\n") == [(1, "bad-number")]


def test_a_block_without_id_takes_none() -> None:
    assert problems_of("::: trainer {#m2-t}\nText.\n:::\n") == [(1, "needless-id")]


def test_an_id_stands_once() -> None:
    assert problems_of(_case(GOOD) + "\n" + _case(GOOD)) == [(5, "id-twice")]
    assert problems_of("## A {#m2-u}\n\nText.\n") == [(1, "id-twice")]
