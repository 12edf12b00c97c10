"""Figures on paper: one table, or the report to a donor; every word and cell of it is handed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from elearn.document.report import Chart, ChartKind, DonorSheet, TableSheet
from elearn.kernel.words import direction
from elearn.render.pdf import pdf_of
from elearn.render.templating import environment

_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn of a row, in per cent of the room; None where the figure is not printed."""

    width: float | None = None
    start: float = 0.0
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The shapes of a chart; `zero` is where nothing stands, if that is not at the edge."""

    rows: tuple[Shape, ...]
    has_whole: bool = False
    zero: float | None = None


def table_pdf(sheet: TableSheet) -> bytes:
    """Return a table as a tagged PDF, dated by its count: the same bytes for the same sheet."""
    return pdf_of(table_html(sheet))


def donor_pdf(sheet: DonorSheet) -> bytes:
    """Return the report to a donor as a tagged PDF, dated by its count; as deterministic as a table."""
    return pdf_of(donor_html(sheet))


def table_html(sheet: TableSheet) -> str:
    return _templates(sheet.lang).get_template("report/table.html").render(
        sheet=sheet, direction=direction(sheet.lang))


def donor_html(sheet: DonorSheet) -> str:
    return _templates(sheet.lang).get_template("report/donor.html").render(
        sheet=sheet, direction=direction(sheet.lang))


def grouped(printed: str) -> Markup:
    """Set a number with room between its thousands, and no sign there that copying would take along."""
    if not printed.isdigit():
        return escape(printed)
    return Markup('<span class="thousand"></span>').join(_THOUSANDS.split(printed))


def drawn(chart: Chart) -> Drawn:
    """Return what is drawn of a chart."""
    if chart.kind is ChartKind.RANGES:
        return _ranges(chart.rows)
    figures = [_number(row[1]) for row in chart.rows]
    whole = _whole(chart.kind, figures)
    shapes = tuple(
        Shape(None if each is None or not whole else round(min(_PERCENT, _PERCENT * each / whole), 1))
        for each in figures)
    return Drawn(shapes, has_whole=chart.kind in (ChartKind.FUNNEL, ChartKind.SHARES))


def _whole(kind: ChartKind, figures: Sequence[float | None]) -> float:
    """Return the figure that takes all of the room; 0 where none is printed."""
    if kind is ChartKind.SHARES:
        return _PERCENT
    if kind is ChartKind.FUNNEL:
        return (figures[0] if figures else 0) or 0
    return max((each for each in figures if each), default=0)


def _ranges(rows: Sequence[tuple[str, ...]]) -> Drawn:
    """Draw each interval as a bar and its mean as a mark, over one scale that holds zero."""
    read = [tuple(_number(each) for each in row[1:4]) for row in rows]
    known = [each for row in read for each in row if each is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        return Drawn(tuple(Shape() for _ in rows))

    def place(at: float) -> float:
        return round(_PERCENT * (at - low) / (high - low), 1)

    shapes = []
    for mean, first, last in read:
        if mean is None or first is None or last is None:
            shapes.append(Shape())
        else:
            shapes.append(Shape(round(place(last) - place(first), 1), place(first), place(mean)))
    return Drawn(tuple(shapes), zero=place(0.0))


def _number(printed: str) -> float | None:
    """Return a printed figure as a number, that of a share without its sign; None where it is none."""
    try:
        return float(printed.removesuffix("%").strip().replace("\u2212", "-"))
    except ValueError:
        return None


@cache
def _templates(lang: str) -> Environment:
    made = environment(lang).overlay()
    made.filters = made.filters | {"grouped": grouped, "drawn": drawn}
    return made
