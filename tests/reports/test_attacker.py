"""Whoever has every printed figure of two days, and reckons, finds no count under ten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import product

import pytest
from flask import Flask

from elearn.kernel.config import Settings
from elearn.kernel.db import transaction
from elearn.reports import rules, services, tables
from elearn.reports.counting import listing
from elearn.reports.reading import queries
from elearn.reports.reading.queries import PrintedTable
from tests.factories.courses import COURSE_KEY
from tests.reports import population
from tests.reports.attacker import REACH, Attacker, Values, World

pytestmark = pytest.mark.only_on("sqlite")

JOINT = ("country", "court-level", "edition", "gender", "language", "month", "role", "route", "site")
STEPS = ("m1", "m2", "final-test-sat", "passed", "cohort-started", "cohort-certified")
FEWEST_PARTED = 53  # The fewest that are printed as 55.
STEPS_JOINT = ("country", "month", "role", "route", "site")


@pytest.fixture(autouse=True)
def _few_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CLOSED", population.CLOSED)
    monkeypatch.setattr(listing, "modules", lambda course_key: population.MODULES)


@dataclass
class Day:
    """What was printed on a day, and the true counts that nobody sees."""

    printed: dict[tuple[str, Values], str]
    true: dict[tuple[str, Values], int]
    years: list[str]


def _counted(settings: Settings, everybody: list[population.Somebody], today: date) -> Day:
    population.write(settings.data, everybody, today)
    with transaction():
        services.take_snapshot(COURSE_KEY, datetime.combine(today, time(12), UTC))
    printed: dict[tuple[str, Values], str] = {}
    true: dict[tuple[str, Values], int] = {}
    for page in tables.PAGES:
        for filters in _every_filter(page):
            table = queries.printed(COURSE_KEY, page, filters)
            counts = dict(queries.explained(COURSE_KEY, page, filters))
            for name, values, cell, count in _cells(table, counts):
                # One count is printed alike wherever it stands.
                assert printed.setdefault((name, values), cell) == cell, (page, filters, name, values)
                assert true.setdefault((name, values), count) == count, (page, filters, name, values)
    return Day(printed, true, queries.filter_values(COURSE_KEY, "by-role")["year"])


def _every_filter(page: str) -> Iterator[dict[str, str]]:
    offered = queries.filter_values(COURSE_KEY, page)
    yield {}
    for names in tables.listed(page).filters:
        for values in product(*(offered[name] for name in names)):
            yield dict(zip(names, values, strict=True))


def _cells(
    table: PrintedTable, counts: Mapping[str, Mapping[str, int]],
) -> Iterator[tuple[str, Values, str, int]]:
    """Yield what each count of a table counts, for which values, how it is printed, and what it is."""
    filters = dict(table.filters)
    filters.pop("starts", None)
    for row in table.rows:
        cells = dict(zip(table.columns, row.cells, strict=True))
        values = {**filters, table.rows_are: row.value}
        if table.family in ("reach", "activity"):
            for name, count in counts[row.value].items():
                yield name, _values(values), cells[name], count
        elif table.family == "funnel":
            name = _step(row.value, "year" in filters)
            yield name, _values(filters), cells["people"], counts[row.value]["people"]
        elif table.page == "data-quality" and row.value == "never-started":
            yield "never-started", (), cells["number"], counts[row.value]["number"]


def _step(stage: str, is_cohort: bool) -> str:
    if stage in ("started", "certified"):
        return f"cohort-{stage}" if is_cohort else stage
    return "enrolled" if stage == "registered" else stage


def _suppose_of_parts(attacker: Attacker, day: int, name: str, values: Values) -> None:
    """What is printed is a part of surely fifty, by whichever of its dimensions, shown or not."""
    for dimension, value in values:
        others = {each: held for each, held in values if each != dimension}
        for whole in ([others] if dimension != "site" or value not in population.HOMES
                      else [others, {**others, "country": population.HOMES[value]}]):
            if not whole:
                continue  # Everybody is parted by one dimension, however few they are.
            what = name if {"month", "year"} & whole.keys() else name.removeprefix("cohort-")
            attacker.at_least((day, what, _values(whole)), FEWEST_PARTED)


def _values(values: Mapping[str, str]) -> Values:
    """Name a cell as few ways as can be: a month says its year, a site its country."""
    held = {name: value for name, value in values.items() if value}
    if "month" in held:
        held.pop("year", None)
    if "site" in held:
        held.pop("country", None)
    return tuple(sorted(held.items()))


def _attacker(days: list[Day]) -> Attacker:
    world = World({**population.VALUES, "year": days[-1].years}, population.HOMES)
    attacker = Attacker(world, JOINT)
    for number, day in enumerate(days, start=1):
        for (name, values), cell in day.printed.items():
            attacker.read((number, name, values), cell)
        for name, values in [cell for cell, shown in day.printed.items() if shown != rules.NOT_SHOWN]:
            _suppose_of_parts(attacker, number, name, values)
        attacker.suppose(number, REACH, JOINT)
        attacker.suppose_order(number, REACH, JOINT)
        attacker.suppose(number, STEPS, STEPS_JOINT)
        _suppose_of_steps(attacker, number)
        _suppose_of_quiet(attacker, number)
    if len(days) == 2:
        attacker.suppose_growth(REACH, JOINT)
        attacker.suppose_growth(STEPS, STEPS_JOINT)
    return attacker


def _suppose_of_steps(attacker: Attacker, day: int) -> None:
    """Who came to a step had enrolled in that month; who passed had sat; two tables tell of the same."""
    for kind in attacker.world.kinds(STEPS_JOINT):
        values = tuple(sorted(kind.items()))
        enrolled = (day, "enrolled", values)
        if enrolled not in attacker.cells:
            attacker.equal(attacker.unknown(enrolled), [
                attacker.unknown((day, "enrolled", tuple(sorted({**kind, **more}.items()))))
                for more in attacker.world.kinds(set(JOINT) - set(STEPS_JOINT))])
        steps = {name: attacker.unknown((day, name, values)) for name in STEPS}
        for step in steps.values():
            attacker.at_most([step], [attacker.cells[enrolled]])
        attacker.at_most([steps["passed"]], [steps["final-test-sat"]])
    for of, name in (("cohort-started", "started"), ("cohort-certified", "certified")):
        for values in {values for at, what, values in list(attacker.cells) if (at, what) == (day, name)
                       and not {"month", "year"} & {each for each, _ in values}
                       and {each for each, _ in values} <= set(STEPS_JOINT)}:
            rest = set(STEPS_JOINT) - {each for each, _ in values}
            parts = [{**dict(values), **more} for more in attacker.world.kinds(rest)]
            attacker.equal(attacker.cells[day, name, values], [
                attacker.cells[day, of, tuple(sorted(each.items()))] for each in parts
                if (day, of, tuple(sorted(each.items()))) in attacker.cells])


def _suppose_of_quiet(attacker: Attacker, day: int) -> None:
    """Who has neither completed nor left is open; the quiet are open; countries and sites add up."""
    quiet = ("open", "quiet-30", "quiet-90", "quiet-180", "active-90")
    opened = [values for at, name, values in list(attacker.cells) if at == day and name == "open"]
    for values in opened:
        cell = {name: attacker.unknown((day, name, values)) for name in ("enrolled", "completed", *quiet)}
        attacker.equal(cell["enrolled"], [cell["completed"], cell["open"]])
        attacker.at_most([cell["active-90"]], [cell["enrolled"]])
        for more, fewer in (("open", "quiet-30"), ("quiet-30", "quiet-90"), ("quiet-90", "quiet-180")):
            attacker.at_most([cell[fewer]], [cell[more]])
    for name in quiet:
        for dimension in ("country", "site"):
            attacker.equal(attacker.unknown((day, name, ())), [
                attacker.unknown((day, name, ((dimension, value),)))
                for value in attacker.world.values[dimension]])
    everybody = attacker.unknown((day, "enrolled", ()))
    attacker.equal(everybody, [attacker.unknown((day, "started", ())),
                               attacker.unknown((day, "never-started", ()))])


def _small(days: list[Day], attacker: Attacker) -> dict[int, int]:
    """Return the unknowns that stand for printed counts under ten, with the true counts."""
    return {attacker.cells[number, name, values]: count for number, day in enumerate(days, start=1)
            for (name, values), count in day.true.items() if count < 10}


@pytest.mark.parametrize(("number", "seed"), [(240, 2), (240, 3), (240, 4), (1000, 3)])
def test_no_count_under_ten_can_be_told_from_all_figures_of_two_days(
    bare_app: Flask, settings: Settings, number: int, seed: int,
) -> None:
    everybody = population.people(number, seed)
    days = [_counted(settings, everybody, today) for today in (population.FIRST, population.SECOND)]
    attacker = _attacker(days)
    small = _small(days, attacker)
    assert len(small) > 100
    found, pushed = attacker.confined(list(small))
    assert found == {}, f"{len(found)} of {len(small)} counts under ten found, {pushed} tried one by one"


def test_the_attacker_finds_counts_where_nothing_is_rounded(
    bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "printed", lambda count: "<10" if count < 10 else str(count))
    monkeypatch.setitem(globals(), "FEWEST_PARTED", 51)
    days = [_counted(settings, population.people(240, seed=1), population.SECOND)]
    attacker = _attacker(days)
    small = _small(days, attacker)
    found, _ = attacker.confined(list(small), solutions=3, enough=20)
    assert len(found) == 20
    assert found == {number: small[number] for number in found}
