"""Two months or two reporting years side by side, in one figure."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, pgettext

from elearn.kernel import clock
from elearn.kernel.errors import BadInput, NotFound
from elearn.reports import tables
from elearn.reports.files import xlsx
from elearn.reports.reading import comparing, findings
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import definitions, names
from elearn.reports.wording import tables as wording_tables
from elearn.reports.wording.tables import WordedTable
from elearn.reports.wording.values import value
from elearn.web.guards import for_roles
from elearn.web.reports import files, filtering, room, wording
from elearn.web.reports.filtering import Choice
from elearn.web.reports.room import STAFF, blueprint
from elearn.web.sending import XLSX

_KINDS = ("year", "month")
_OWN = ("kind", "first", "second", "figure")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: both tables, and what of them; `filters` are those besides the period."""

    page: str
    kind: str
    figure: str
    filters: dict[str, str]
    first: PrintedTable
    second: PrintedTable

    @property
    def periods(self) -> tuple[str, str]:
        return dict(self.first.filters)[self.kind], dict(self.second.filters)[self.kind]


@blueprint.get("/<lang:lang>/reports/compare/<page>")
@for_roles(*STAFF)
def compare(page: str) -> ResponseReturnValue:
    held, t = _asked(page), wording.tongue()
    return render_template(
        "reports/compare.html", page=page, held=held, kinds=kinds(page), kind=_kind(page),
        title=names.title(t, page), worded=_worded(held) if held else None, choices=_choices(page, held),
        is_running=held is not None and _is_running(held), notes=definitions.notes(t),
        files=(("reports.compare_csv", gettext("This table as CSV")),
               ("reports.compare_xlsx", gettext("This table as XLSX"))),
        query=request.query_string.decode("ascii", "replace"))


@blueprint.get("/<lang:lang>/reports/compare/<page>.csv")
@for_roles(*STAFF)
def compare_csv(page: str) -> Response:
    held = _asked(page) or _missing()
    return files.as_csv(f"compare-{page}", _worded(held), _traced(held))


@blueprint.get("/<lang:lang>/reports/compare/<page>.xlsx")
@for_roles(*STAFF)
def compare_xlsx(page: str) -> Response:
    held = _asked(page) or _missing()
    worded = _worded(held)
    made = xlsx.written(worded.title, worded.headings, worded.rows, held.second.taken_at or clock.now())
    return files.sent(f"compare-{page}", "xlsx", XLSX, made, _traced(held))


def kinds(page: str) -> tuple[str, ...]:
    """Return by which periods the table of a page can be compared."""
    held = tables.definition(page)
    return tuple(each for each in _KINDS if held and (each,) in held.filters)


def _kind(page: str) -> str:
    """Return the kind of period that is asked for. Raise NotFound for a page that has none."""
    offered = kinds(page)
    if not offered:
        raise NotFound(f"{page} is not compared")
    asked = request.args.get("kind", "")
    return asked if asked in offered else offered[0]


def _asked(page: str) -> Comparison | None:
    """Return the comparison of the address, by default that of the last two periods; None without two."""
    kind, chosen = _kind(page), room.asked()
    periods = _periods(page, kind)
    first, second = chosen.get("first") or periods[0], chosen.get("second") or periods[1]
    if not first or not second:
        return None
    filters = {name: held for name, held in chosen.items() if name not in _OWN}
    tables_of_both = [room.table(page, {**filters, kind: each}) for each in (first, second)]
    figure = chosen.get("figure") or _figures(page)[0]
    if any(figure not in each.columns for each in tables_of_both):
        raise BadInput(gettext("The figures know no such column."))
    return Comparison(page, kind, figure, filters, *tables_of_both)


def _missing() -> Comparison:
    raise NotFound(gettext("There are not two periods to compare yet."))


def _periods(page: str, kind: str) -> tuple[str, str]:
    """Return the last period of the figures and the one before it, empty where there are none."""
    values = sorted(room.filter_values(page).get(kind, ()))
    plain = [each for each in values if kind == "month" or each.endswith("-01")] or values
    return (plain[-2], plain[-1]) if len(plain) > 1 else ("", "")


def _figures(page: str) -> tuple[str, ...]:
    columns = tables.listed(page).columns
    return tuple(sorted(columns, key=lambda each: each not in ("completed", "people")))


def _choices(page: str, held: Comparison | None) -> tuple[Choice, ...]:
    """Return the lists of the form: both periods, the figure, what else the periods go together with."""
    t, kind = wording.tongue(), _kind(page)
    values = room.filter_values(page)
    ends = dict(zip(("first", "second"), held.periods, strict=True)) if held else {}
    labels = {"first": gettext("First period"), "second": gettext("Second period")}
    periods = tuple(
        Choice(name, label, filtering.grouped(t, kind, values.get(kind, ()), ends.get(name, "")))
        for name, label in labels.items())
    figures = tuple(filtering.Option(each, names.column(t, each), held is not None and each == held.figure)
                    for each in _figures(page))
    beside = {each for listed in tables.listed(page).filters if kind in listed for each in listed} - {kind}
    others = filtering.choices(t, {name: held_values for name, held_values in values.items()
                                   if name in beside}, held.filters if held else {})
    return (*periods, Choice("figure", gettext("Figure"), (("", figures),)), *others)


def _worded(held: Comparison) -> WordedTable:
    t = wording.tongue()
    first, second = (value(t, held.kind, each) for each in held.periods)
    rows = comparing.compared(held.first, held.second, held.figure)
    title = gettext("%(table)s, %(figure)s: %(first)s and %(second)s",
                    table=names.title(t, held.page, tuple(held.filters.items())),
                    figure=names.column(t, held.figure), first=first, second=second)
    return WordedTable(
        title, (names.dimension(t, held.second.rows_are), first, second, pgettext("comparison", "Change"),
                gettext("Change in per cent")),
        tuple((wording_tables.row_name(t, held.second, row.value), row.first, row.second, row.change,
               row.percent) for row in rows),
        bool(rows) and not rows[-1].value, wording_tables.as_of(t, held.second))


def _is_running(held: Comparison) -> bool:
    """Say whether the count was taken before the end of one of two reporting years."""
    at = held.second.taken_at
    return held.kind == "year" and at is not None and any(
        at.date() < findings.end_of(each) for each in held.periods)


def _traced(held: Comparison) -> dict[str, str]:
    first, second = held.periods
    return {**held.filters, "figure": held.figure, "first": first, "second": second}
