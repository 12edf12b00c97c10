"""What a report on paper says: the values by which figures are handed over to be printed, all in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart is drawn; its numbers stand beside it in each."""

    BARS = "bars"
    FUNNEL = "funnel"
    SHARES = "shares"
    LINE = "line"
    RANGES = "ranges"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of printed cells, the first of each row its name; `has_total` says the last is the whole."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Printed cells to be drawn: (name, figure) a row; of RANGES (name, mean, low, high).

    What is no number is not drawn and stands there as it is printed.
    """

    kind: ChartKind
    title: str
    note: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each name with its first figure."""
        return tuple((row[0], row[1]) for row in self.rows)


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table on paper. `facts`, `definitions` are (name, words); `dated` is the moment of the count."""

    lang: str
    course: str
    title: str
    facts: tuple[tuple[str, str], ...]
    table: SheetTable
    charts: tuple[Chart, ...]
    definitions_title: str
    definitions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    dated: datetime


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """What the figures say, in a few words and then in whole sentences."""

    headline: str
    sentence: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class DonorSheet:
    """A report to a donor. Each `…_title` heads its part; `method` is (name, words)."""

    lang: str
    course: str
    title: str
    period: str
    facts: tuple[tuple[str, str], ...]
    findings_title: str
    findings: tuple[ReportFinding, ...]
    charts_title: str
    charts: tuple[Chart, ...]
    tables_title: str
    tables: tuple[SheetTable, ...]
    method_title: str
    method: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    dated: datetime
