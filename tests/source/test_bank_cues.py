"""No cue of form, place or stock words leads to the right answers of the shipped test bank.

Five points over chance is the limit wherever there are enough items to tell a cue from luck. A pool of
fewer than forty, as the two short forms are, is held to what blind guessing itself often reaches: two
standard deviations, since with seven items one lucky answer alone is worth fourteen points.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from math import sqrt
from pathlib import Path

import pytest

from elearn.document import course
from elearn.document.questions import QuestionKind
from elearn.source.courses import find_course_files, load_rules
from elearn.source.load import load_course
from tests.source.cue_guesser import CUES, Asked, asked_of, is_guessable, lead, leads, score

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 5.0
ENOUGH = 40
POOLS = ("final", "entry", "post")


@cache
def _shipped() -> tuple[course.TestItem, ...]:
    items: list[course.TestItem] = []
    for path in find_course_files(ROOT / "courses"):
        rules, _ = load_rules(path)
        assert rules is not None
        loaded = load_course(ROOT / "content" / rules.content, rules, rules.source_language)
        assert loaded.bank is not None
        items.extend(loaded.bank.items)
    return tuple(items)


def _asked(pools: Sequence[str], *, one: bool) -> tuple[Asked, ...]:
    return tuple(asked_of(item.question) for item in _shipped()
                 if item.pool in pools and is_guessable(item.question)
                 and (item.question.kind is QuestionKind.ONE) is one)


def _allowed(items: Sequence[Asked]) -> float:
    """Return the points over chance that are no sign of a cue in so many items."""
    luck = sqrt(sum(_variance(item) for item in items)) / len(items)
    return LIMIT if len(items) >= ENOUGH else max(LIMIT, 200 * luck)


def _variance(item: Asked) -> float:
    """Return the variance of the share that is right where as many are picked blindly as are right."""
    size, right = len(item.options), len(item.right)
    share = right / size
    return share * (1 - share) / right * (size - right) / (size - 1)


def _told(items: Sequence[Asked]) -> str:
    """Return what an author must know: the leading cues, and the items that each of them gives away."""
    found = sorted(leads(items).items(), key=lambda each: -each[1])[:3]
    return "\n".join(
        f"{name}: {points:+.1f} points over chance; "
        + ", ".join(item.name for item in items if name in CUES and score(item, CUES[name]) > item.chance)
        for name, points in found)


@pytest.mark.parametrize("one", [True, False], ids=["one right", "several right"])
@pytest.mark.parametrize("pools", [*((pool,) for pool in POOLS), POOLS], ids="+".join)
def test_the_bank_gives_nothing_away_to_a_guesser(pools: tuple[str, ...], one: bool) -> None:
    items = _asked(pools, one=one)
    assert items
    best = max(leads(items).values())
    assert best <= _allowed(items), _told(items)


def test_every_pool_of_the_bank_is_shown_to_the_guesser() -> None:
    assert {item.pool for item in _shipped()} == set(POOLS)
    assert len(_asked(POOLS, one=True)) >= 100


FILLER = ("clerk", "noon", "letter", "building", "waits", "asked", "somebody", "morning", "table")


def _filler(number: int, place: int) -> str:
    drawn = random.Random(f"{number} {place}")
    return " ".join(drawn.choice(FILLER) for _ in range(9))


def _made(number: int, planted: str) -> Asked:
    """Return an item of filler, with `planted` before the right option, which stands anywhere."""
    right = random.Random(number).randrange(4)
    options = tuple((planted if place == right else "") + _filler(number, place) for place in range(4))
    return Asked(f"t-{number}", "A stranger comes to the gate.", options, frozenset({right}))


@pytest.mark.parametrize(("cue", "planted"), [
    ("longest", "and in the middle of the long afternoon "),
    ("most clauses", "but, if "),
    ("both sides", "tells the parties "),
    ("most absolute", "never "),
    ("most hedged", "perhaps "),
    ("echoes the story", "stranger gate "),
    ("leaves it to others", "steps aside "),
    ("most digits", "2026 "),
])
def test_a_bank_with_a_cue_is_caught(cue: str, planted: str) -> None:
    items = tuple(_made(number, planted) for number in range(60))
    assert lead(items, CUES[cue]) > 40
    assert leads(items)["all that helped elsewhere"] > 40


def test_a_bank_in_which_one_place_is_right_is_caught() -> None:
    options = tuple(_filler(0, place) for place in range(4))
    items = tuple(Asked(f"t-{number}", "Why?", options, frozenset({2})) for number in range(60))
    assert leads(items)["third"] == 75


def test_a_bank_without_a_cue_passes() -> None:
    options = ("the same words in each of them",) * 4
    items = tuple(Asked(f"t-{number}", "Why?", options, frozenset({number % 4})) for number in range(60))
    assert max(leads(items).values()) == 0


def test_a_cue_that_says_nothing_scores_what_chance_scores() -> None:
    item = Asked("t-1", "Why?", ("one", "two", "six", "ten", "for"), frozenset({0, 3}))
    assert score(item, CUES["longest"]) == item.chance
