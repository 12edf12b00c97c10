"""A finding claims what the printed figures support, whatever numbers they stand for, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from elearn.reports.reading import findings
from elearn.reports.wording import findings as said
from elearn.reports.wording.tongue import Tongue
from tests.factories.figures import table

ENGLISH = Tongue("en", {"stage": {"m1": "Independence"}})
OVER, RUNNING = date(2026, 4, 1), date(2026, 3, 31)


def _years(before: str, now: str) -> findings.Reach:
    held = table("by-year", {"2024-04": f"{before} | – | 55 | – | –", "2025-04": f"{now} | – | 75 | – | –",
                             "": "999 | – | 130 | – | –"})
    return findings.reach(held, "2025-04", OVER)


@pytest.mark.parametrize(("before", "now", "change"), [
    ("100", "120", 20), ("100", "80", -20), ("100", "100", 0), ("45", "120", None), ("120", "45", None),
    ("<10", "120", None),
])
def test_reach_changes_only_where_both_years_have_fifty(before: str, now: str, change: int | None) -> None:
    assert _years(before, now).change == change


def test_a_year_that_still_runs_is_compared_with_nothing() -> None:
    held = table("by-year", {"2024-04": "100 | – | 55 | – | –", "2025-04": "120 | – | 75 | – | –"})
    running = findings.reach(held, "2025-04", RUNNING)
    assert running.change is None and "not over yet" in said.of_reach(ENGLISH, running).sentence
    assert "20 % more" in said.of_reach(ENGLISH, findings.reach(held, "2025-04", OVER)).sentence


def test_all_time_is_the_total_and_compared_with_nothing() -> None:
    held = table("by-year", {"2025-01": "120 | – | 75 | – | –", "": "12345 | – | 6000 | – | –"})
    found = findings.reach(held, "", OVER)
    assert (found.enrolled, found.completed, found.before) == ("12345", "6000", "")
    assert said.of_reach(ENGLISH, found).headline == "12,345 people enrolled"


def test_fewer_than_ten_are_not_enough_to_say() -> None:
    found = said.of_reach(ENGLISH, _years("100", "<10"))
    assert not found.is_known and found.headline.endswith("not enough people to say")


def test_a_spread_names_highest_and_lowest_rate() -> None:
    held = table("by-role", {"judge": "1000 | – | 600 | – | 60 %", "prosecutor": "200 | – | 60 | – | 30 %",
                             "other": "20 | – | 20 | – | –", "": "1220 | – | 680 | – | 56 %"})
    found = findings.spread(held)
    assert (found.highest, found.lowest) == (("judge", "60 %"), ("prosecutor", "30 %"))
    assert found.is_certain
    assert "highest for Judge (60 %) and lowest for Prosecutor (30 %)" in said.of_roles(
        ENGLISH, found).sentence


def test_a_difference_that_rounding_can_have_made_is_not_claimed() -> None:
    held = table("by-route", {"e-learning": "50 | – | 25 | – | 50 %", "workshop": "55 | – | 30 | – | 55 %"})
    found = findings.spread(held)
    assert found.is_known and not found.is_certain
    told = said.of_routes(ENGLISH, found)
    assert told.headline == "Routes complete about alike" and "do not tell for certain" in told.sentence


def test_one_row_with_a_rate_is_compared_with_nothing() -> None:
    held = table("by-route", {"e-learning": "50 | – | 25 | – | 50 %", "workshop": "20 | – | 10 | – | –"})
    assert not findings.spread(held).is_known
    assert not said.of_routes(ENGLISH, findings.spread(held)).is_known


@pytest.mark.parametrize(("low", "headline"), [("3", "Results rose by 8 points"),
                                               ("-1", "No gain can be claimed"),
                                               ("0", "No gain can be claimed")])
def test_a_gain_is_claimed_only_where_its_whole_interval_is_above_zero(low: str, headline: str) -> None:
    held = table("gain-by-role", {"judge": "– | – | – | – | – | –", "": f"400 | 61 | 69 | 8 | {low} | 13"})
    assert said.of_gain(ENGLISH, findings.gain(held)).headline == headline
    assert not findings.gain(held, "judge").is_known


def test_most_people_stop_where_the_funnel_loses_most() -> None:
    held = table("funnel", {"registered": "1000 | – | –", "started": "900 | – | –", "m1": "500 | – | –",
                            "passed": "450 | – | –", "certified": "450 | – | –"})
    found = findings.loss(held)
    assert (found.after, found.before, found.came, found.people, found.is_certain) == (
        "started", "m1", 900, 400, True)
    assert said.of_loss(ENGLISH, found).sentence == (
        "Of the 900 people of the route e-learning who came to the step “Started”, about 400 have not come "
        "to the next, “Independence”.")


def test_a_loss_that_another_step_nearly_equals_says_so() -> None:
    held = table("funnel", {"registered": "100 | – | –", "started": "80 | – | –", "m1": "65 | – | –"})
    assert "almost as many" in said.of_loss(ENGLISH, findings.loss(held)).sentence


@pytest.mark.parametrize("rows", [
    {}, {"registered": "45 | – | –", "started": "10 | – | –"},
    {"registered": "<10 | – | –", "started": "<10 | – | –"},
    {"registered": "100 | – | –", "started": "100 | – | –"},
    {"registered": "100 | – | –", "started": "<10 | – | –"},
])
def test_where_nothing_is_printed_nobody_is_said_to_stop(rows: dict[str, str]) -> None:
    found = said.of_loss(ENGLISH, findings.loss(table("funnel", rows)))
    assert not found.is_known and "not enough people to say" in found.headline
