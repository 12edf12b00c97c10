"""The guard: it hides where a count under ten would be told, and nothing where none would."""

from __future__ import annotations

from elearn.reports.guarding.guard import LEAST, Guard


def test_where_rows_and_total_give_one_away_something_is_hidden() -> None:
    """Four of 23, printed 25, are at least 92; the total, printed 90, at most 92: nobody is the fifth."""
    counts, sums = [92, 23, 23, 23, 23, 0], [(0, (1, 2, 3, 4, 5), True)]
    guard = Guard(counts, [True] * 6, sums).reckoned()
    assert guard.hidden and guard.unsolved == []
    assert guard.high[5] - guard.low[5] + 1 >= LEAST
    assert all(guard.low[place] <= count <= guard.high[place] for place, count in enumerate(counts))


def test_where_rounding_is_enough_nothing_is_hidden() -> None:
    guard = Guard([65, 60, 5], [True] * 3, [(0, (1, 2), True)]).reckoned()
    assert guard.hidden == set() and (guard.low[2], guard.high[2]) == (1, 9)


def test_what_was_known_before_hides_nothing_today() -> None:
    """Somebody knew of the fifth row that it is 0 or 1: no table of today can be blamed, or mend it."""
    counts, sums = [92, 23, 23, 23, 21, 0, 0], [(0, (1, 2, 3, 4, 5), True), (5, (6,), True)]
    guard = Guard(counts, [True] * 6 + [False], sums, {6: (0, 1)}).reckoned()
    assert guard.hidden == set() and guard.unsolved == []
    assert (guard.low[5], guard.high[5]) == (0, 1)


def test_a_count_that_nobody_prints_tells_nothing() -> None:
    guard = Guard([92, 23, 23, 23, 23, 0], [False] + [True] * 5, [(0, (1, 2, 3, 4, 5), True)]).reckoned()
    assert guard.hidden == set() and (guard.low[5], guard.high[5]) == (0, 9)
