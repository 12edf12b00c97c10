"""What each table counts, against cases reckoned by hand: gain, items, funnel, activity, data quality."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from elearn.accounts.models import TrainingSite
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput
from elearn.learning.acts import Source
from elearn.learning.attempts.states import TestName
from elearn.reports import services
from elearn.reports.counting.gain import Pairs, interval
from elearn.reports.printing import items
from elearn.reports.reading import queries
from tests.factories.courses import COURSE_KEY
from tests.factories.facts import ENROLLED, NOW, attempt, facts

ENTRY, POST, FINAL = TestName.ENTRY, TestName.POST, TestName.FINAL


@pytest.fixture(autouse=True)
def _record(bare_app: Flask) -> None:
    """An application over the small course, with nobody in it."""


def _printed(page: str, **filters: str) -> dict[str, tuple[str, ...]]:
    return {row.value: row.cells for row in queries.printed(COURSE_KEY, page, filters).rows}


def _behind(page: str) -> dict[str, dict[str, int]]:
    return dict(queries.explained(COURSE_KEY, page, {}))


def _count() -> None:
    with transaction():
        services.take_snapshot(COURSE_KEY, NOW)


def test_the_interval_of_a_gain_is_that_of_paired_differences() -> None:
    """Thirty gained 50 points and thirty none: mean 25, deviation 25.21, t of 59 is 2.001, half 6.51."""
    assert interval(Pairs(60, 3000, 4500, 30 * 2500)) == pytest.approx((18.49, 25, 31.51), abs=0.01)


def test_a_gain_is_that_of_the_first_entry_test_and_the_first_later_one() -> None:
    everybody = facts(63)
    for number, each in enumerate(everybody[:60]):
        attempt(each, ENTRY, ["e1"], ["e2"], seq=1)
        attempt(each, ENTRY, ["e1", "e2"], seq=2)
        # The final test stands for the post-test only where there is none.
        right, wrong = (["p1", "p2"], []) if number < 30 else (["p1"], ["p2"])
        attempt(each, POST if number % 3 else FINAL, right, wrong, seq=5)
        if number % 3:
            attempt(each, FINAL, [], ["p1", "p2"], seq=6)
    only_entry, the_other_way, unfinished = everybody[60:]
    attempt(only_entry, ENTRY, ["e1"], ["e2"])
    attempt(the_other_way, POST, ["p1"], ["p2"], seq=1)
    attempt(the_other_way, ENTRY, ["e1"], ["e2"], seq=2)
    attempt(unfinished, ENTRY, ["e1"], ["e2"], seq=1)
    attempt(unfinished, POST, ["p1"], ["p2"], seq=2, is_submitted=False)
    _count()
    assert _behind("gain-by-country")["XA"] == {"pairs": 60}
    assert _printed("gain-by-country") == dict.fromkeys(
        ("XA", ""), ("60", "50 %", "75 %", "25", "18", "32"))


def test_a_gain_of_fewer_than_a_printed_55_is_not_printed() -> None:
    for each in facts(52):
        attempt(each, ENTRY, ["e1"], ["e2"], seq=1)
        attempt(each, POST, ["p1"], ["p2"], seq=2)
    _count()
    assert _printed("gain-by-country")["XA"] == ("50", *["–"] * 5)


def test_an_item_is_as_hard_and_tells_as_much_as_reckoned_by_hand() -> None:
    """Both right, the one, the other, neither: (20·20 - 10·10) / (30·30) is 0.33, -1 / (29·31) hardly 0."""
    for test, name, many in ((FINAL, "f", (20, 10, 10, 20)), (ENTRY, "e", (14, 15, 15, 16))):
        one, two = f"{name}1", f"{name}2"
        each = iter(facts(60))
        for number, right in zip(many, ([one, two], [one], [two], []), strict=True):
            for _ in range(number):
                attempt(next(each), test, right, [item for item in (one, two) if item not in right])
    for each in facts(12):
        attempt(each, POST, ["p1"])
    _count()
    final, entry, post = (_printed("items", test=each.value) for each in (FINAL, ENTRY, POST))
    assert final["f1"] == ("60", "50 %", "0.33", "a* 50 %, b 50 %", "")
    assert entry["e1"] == ("60", "50 %", "0.00", "a* 50 %, b 50 %", "does-not-discriminate")
    assert post["p1"][0] == "10" and post["p1"][1:3] == ("–", "–") and post["p1"][4] == "too-few-answers"


@pytest.mark.parametrize(("asked", "facility", "discrimination", "is_rare", "flags"), [
    ("50", "20 %", 0.5, False, ["too-few-answers"]), ("55", "95 %", 0.1, False, []),
    ("55", "96 %", None, False, ["too-easy"]),
    ("55", "24 %", 0.05, True, ["too-hard", "does-not-discriminate"]),
    ("55", "25 %", 0.096, False, []), ("200", "60 %", 0.4, True, ["option-nobody-chooses"]),
])
def test_an_item_is_flagged_from_printed_figures(
    asked: str, facility: str, discrimination: float | None, is_rare: bool, flags: list[str],
) -> None:
    assert list(items.flags(asked, facility, discrimination, is_rare)) == flags


def test_the_median_of_a_step_is_that_of_those_who_came_to_it() -> None:
    for number, days in ((29, 2), (31, 4)):
        facts(number, started_on=ENROLLED + timedelta(days))
    facts(50, started_on=ENROLLED, sat_on=ENROLLED + timedelta(9))
    _count()
    funnel = _printed("funnel")
    assert funnel["registered"] == ("110", "100 %", "–")
    assert funnel["started"] == ("110", "100 %", "2")
    assert funnel["final-test-sat"] == ("50", "45 %", "–")
    facts(5, started_on=ENROLLED, sat_on=ENROLLED + timedelta(9))
    _count()
    assert _printed("funnel")["final-test-sat"][2] == "9"


def test_who_is_quiet_is_so_from_the_30th_90th_and_180th_day() -> None:
    long_ago = date(2026, 1, 5)
    for number, days in ((11, 29), (12, 30), (13, 89), (14, 90), (15, 179), (16, 180)):
        facts(number, enrolled_on=long_ago, last_on=NOW.date() - timedelta(days))
    facts(17, enrolled_on=long_ago, completed_on=long_ago, last_on=long_ago)
    facts(18, enrolled_on=long_ago, left_on=long_ago, last_on=long_ago)
    _count()
    assert _behind("activity-by-country")["XA"] == {
        "open": 81, "active-90": 36, "quiet-30": 70, "quiet-90": 45, "quiet-180": 16}


def test_the_checks_of_the_data_count_what_they_say() -> None:
    with transaction():
        db.session.add(TrainingSite(key="velm", country="XA", name="Velm"))
    facts(10)
    facts(11, gender="female", court_level="first_instance")
    facts(12, site="nowhere")
    facts(13, source=Source.PAPER)
    facts(14, started_on=ENROLLED - timedelta(1))
    _count()
    assert {check: held["number"] for check, held in _behind("data-quality").items() if held["number"]} == {
        "gender-undisclosed": 49, "court-level-undisclosed": 49, "no-site": 48, "never-started": 46,
        "site-not-in-register": 12, "source-web": 47, "source-paper": 13, "dates-out-of-order": 14}


def test_a_row_of_fewer_than_ten_is_not_listed_and_its_filter_is_refused_as_if_nobody_were_there() -> None:
    facts(40)
    facts(10, country="XB", edition="national")
    facts(9, country="XC", edition="local")
    _count()
    assert set(_printed("by-country")) == {"XA", "XB", ""}
    assert set(_printed("by-edition")) == {"international", "national", ""}
    assert queries.filter_values(COURSE_KEY, "by-role")["country"] == ["XA", "XB"]
    said = []
    for country in ("XC", "ZZ"):
        with pytest.raises(BadInput) as refused:
            queries.printed(COURSE_KEY, "by-role", {"country": country})
        said.append(str(refused.value).replace(country, "?"))
    assert said[0] == said[1]
    assert _behind("by-country")[""]["enrolled"] == 59
