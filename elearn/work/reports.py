"""The jobs that make reports to donors: those that somebody asked for, and those of the calendar."""

from __future__ import annotations

import logging
import time
from datetime import date, datetime, timedelta

from elearn.kernel import config, jobs, words
from elearn.kernel.db import db
from elearn.kernel.errors import ElearnError
from elearn.render import report_shelf
from elearn.render.manifest import State
from elearn.render.publication import LacksLibrary
from elearn.render.report import donor_pdf
from elearn.render.report_shelf import Asked
from elearn.reports.files import donor
from elearn.reports.files.donor import Scope

JOB = "donor-report"
SCHEDULED = "scheduled"

log = logging.getLogger(__name__)


@jobs.handler(JOB)
def make_report(key: str, how: str = "") -> None:
    """Make and keep the report that a key names, from the latest count; twice it is the same bytes."""
    data, asked = config.current().data, report_shelf.read_key(key)
    if asked is None:
        raise LookupError(f"no report has the key {key!r}")
    report_shelf.note(data, asked, State.WORKING)
    begun = time.monotonic()
    try:
        sheet = donor.report(config.current().course, Scope(asked.year, asked.country), asked.lang)
        db.session.rollback()  # Drawing pages takes long: no transaction is held open meanwhile.
        made = donor_pdf(sheet)
    except LacksLibrary as error:
        report_shelf.note(data, asked, State.LACKING, error.library)
        log.warning("no report to a donor: %s", error.message)
    except ElearnError as error:
        report_shelf.note(data, asked, State.FAILED, type(error).__name__)
        log.warning("no report %s: %s", key, error.message)
    except Exception:
        report_shelf.note(data, asked, State.FAILED)
        log.exception("no report %s", key)
    else:
        report_shelf.keep(data, asked, sheet, made, is_scheduled=how == SCHEDULED)
        log.info("made the report %s in %.1f s", key, time.monotonic() - begun)


def put_scheduled(now: datetime) -> None:
    """Put the reports of this month, in each language, where the settings ask for them and none is made."""
    settings = config.current()
    if settings.donor_report != "monthly":
        return
    made = {each.asked.lang for each in report_shelf.reports(settings.data)
            if each.is_scheduled and (each.taken_at.year, each.taken_at.month) == (now.year, now.month)}
    year = reporting_year(now.date(), settings.reporting_year_starts)
    for each in words.INTERFACE:
        asked = Asked(year, "", each.tag)
        if each.tag not in made and report_shelf.claim(settings.data, asked):
            jobs.put(JOB, asked.key, SCHEDULED)


def reporting_year(day: date, starts: int) -> str:
    """Return the reporting year to report on: the one that the month before `day` belongs to."""
    month = day.replace(day=1) - timedelta(days=1)
    first = month.year if month.month >= starts else month.year - 1
    return f"{first:04d}-{starts:02d}"


def waiting() -> tuple[str, ...]:
    """Return the keys of reports that were asked for and that a worker that ended never made."""
    return tuple(each.key for each in report_shelf.waiting(config.current().data))
