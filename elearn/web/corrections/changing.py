"""What changed figures in a month, in words: on a page and as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, request
from flask_babel import format_date, gettext

from elearn.kernel.errors import NotFound
from elearn.reports import rules
from elearn.reports.files import csv
from elearn.reports.reading import changes
from elearn.reports.reading.changes import Change, Kind, Month
from elearn.web.corrections import wording
from elearn.web.sending import CSV, to_save, trace
from elearn.web.wording import doer


@dataclass(frozen=True, slots=True)
class Asked:
    """The month, the kind of act and the page that an address asks for."""

    month: str
    kind: Kind | None
    page: int

    def found(self, most: int = changes.PAGE) -> Month:
        """Return what was done."""
        return changes.in_month(self.month, self.kind, self.page, most)

    def at_page(self, page: int) -> dict[str, Any]:
        """Return the fields of the address of another page."""
        return {"month": self.month, "kind": self.kind.value if self.kind else None, "page": page}


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words."""

    at: datetime
    what: str
    by: str
    who: str
    reason: str


def asked() -> Asked:
    """Return what the address asks for; raise NotFound for a month, a kind or a page that is none."""
    listed = changes.months()
    month, kind, page = (request.args.get(name, "") for name in ("month", "kind", "page"))
    if (month and month not in listed) or (kind and kind not in set(Kind)):
        raise NotFound
    if page and not (page.isascii() and page.isdigit() and len(page) < 6 and int(page)):
        raise NotFound
    return Asked(month or listed[0], Kind(kind) if kind else None, int(page or 1))


def months() -> list[tuple[str, str]]:
    """Return each month of the log with its name."""
    return [(each, month_name(each)) for each in changes.months()]


def month_name(month: str) -> str:
    """Return a month such as `2026-11` in words."""
    return str(format_date(date.fromisoformat(f"{month}-01"), "LLLL yyyy"))


def kinds() -> list[tuple[str, str]]:
    """Return each kind of act with its name."""
    return [(each.value, words()) for each, words in wording.KINDS.items()]


def line(each: Change) -> Line:
    """Return one act in words."""
    return Line(each.at, wording.what(each), doer(each.by), each.who, each.reason)


def erased(found: Month) -> str:
    """Return how many were erased, as figures are printed; an empty text where nobody was."""
    return rules.printed(found.erased) if found.erased else ""


def as_csv(asked_for: Asked) -> Response:
    """Return all pages as one file, and write down who took it."""
    found, month = asked_for.found(most=0), asked_for.month
    trace("changes", "csv", {"month": month, "kind": asked_for.kind.value if asked_for.kind else ""})
    headings = [gettext("When (UTC)"), gettext("What was done"), gettext("By"), gettext("Who"),
                gettext("Id of who"), gettext("Reason")]
    rows = [[f"{each.at:%Y-%m-%d %H:%M:%S}", told.what, told.by, told.who, each.who_id, told.reason]
            for each in found.changes for told in (line(each),)]
    if found.erased:
        people = gettext("People erased: %(number)s", number=erased(found))
        rows.append([month, people, "", "", "", ""])
    return to_save(csv.written(headings, rows), CSV, f"changes-{month}.csv")
