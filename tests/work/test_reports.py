"""The jobs of reports: asked for, made, kept; those of the calendar; once more without harm."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearn.kernel import config, jobs, words
from elearn.kernel.db import transaction
from elearn.learning.population import populate
from elearn.render import report_shelf
from elearn.render.manifest import State
from elearn.render.publication import LacksLibrary
from elearn.render.report_shelf import Asked
from elearn.reports import services
from elearn.work import reports, tasks
from tests.factories.courses import COURSE_KEY, small_revision

NOW = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)
ALL = Asked("", "", "en")


@pytest.fixture
def counted(bare_app: Flask) -> Flask:
    """Sixty imagined people, counted."""
    populate(60, small_revision())
    with transaction():
        services.take_snapshot(COURSE_KEY, NOW)
    return bare_app


def _monthly(app: Flask) -> None:
    held = config.current().model_copy(update={"donor_report": "monthly", "reporting_year_starts": 4})
    app.extensions["elearn_settings"] = held


def _put(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    put: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "put", lambda *ids: put.append(ids))
    return put


def test_a_report_is_made_kept_and_made_again_as_the_same_bytes(counted: Flask) -> None:
    data = config.current().data
    report_shelf.claim(data, ALL)
    jobs.run(reports.JOB, ALL.key)
    [made] = report_shelf.reports(data)
    first = made.file.path.read_bytes()
    assert first.startswith(b"%PDF-") and made.taken_at == NOW and not made.is_scheduled
    jobs.run(reports.JOB, ALL.key)
    [again] = report_shelf.reports(data)
    assert again.file.path.read_bytes() == first


def test_a_report_of_what_no_figure_knows_is_told_as_failed(counted: Flask) -> None:
    nowhere = Asked("1950-04", "ZZ", "en")
    jobs.run(reports.JOB, nowhere.key)
    outcome = report_shelf.outcome(config.current().data, nowhere)
    assert outcome and outcome.state is State.FAILED
    assert report_shelf.reports(config.current().data) == ()


def test_before_the_first_count_no_report_is_made(bare_app: Flask) -> None:
    jobs.run(reports.JOB, ALL.key)
    outcome = report_shelf.outcome(config.current().data, ALL)
    assert outcome and outcome.state is State.FAILED


def test_without_the_library_the_page_can_say_which(
    counted: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacking(sheet: object) -> bytes:
        raise LacksLibrary("Pango")

    monkeypatch.setattr(reports, "donor_pdf", lacking)
    jobs.run(reports.JOB, ALL.key)
    outcome = report_shelf.outcome(config.current().data, ALL)
    assert outcome and (outcome.state, outcome.reason) == (State.LACKING, "Pango")


def test_a_key_of_another_form_is_no_job(bare_app: Flask) -> None:
    with pytest.raises(LookupError):
        jobs.run(reports.JOB, "../../etc/passwd")


def test_nothing_is_scheduled_unless_the_settings_say_so(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    put = _put(monkeypatch)
    reports.put_scheduled(NOW)
    assert put == []


def test_a_month_has_one_report_in_each_language(counted: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    _monthly(counted)
    put = _put(monkeypatch)
    reports.put_scheduled(NOW)
    assert put == [(reports.JOB, f"2026-04_all_{each.tag}", "scheduled") for each in words.INTERFACE]
    reports.put_scheduled(NOW)
    assert len(put) == len(words.INTERFACE), "what waits is not put twice"
    jobs.run(*put[0])
    [made] = report_shelf.reports(config.current().data)
    assert made.is_scheduled and made.asked == Asked("2026-04", "", "en")
    reports.put_scheduled(NOW.replace(day=28))
    assert len(put) == len(words.INTERFACE)
    reports.put_scheduled(NOW.replace(month=12))
    assert put[-1] == (reports.JOB, "2026-04_all_en", "scheduled")


def test_the_daily_count_puts_what_is_scheduled(bare_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    _monthly(bare_app)
    put = _put(monkeypatch)
    tasks.take_snapshot()
    assert [ids[0] for ids in put].count(reports.JOB) == len(words.INTERFACE)


def test_a_worker_that_starts_takes_up_what_was_asked_for(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    report_shelf.claim(config.current().data, ALL)
    put = _put(monkeypatch)
    tasks.put_what_is_missing()
    assert (reports.JOB, ALL.key) in put


@pytest.mark.parametrize(("day", "starts", "year"), [
    (date(2026, 11, 1), 1, "2026-01"), (date(2027, 1, 1), 1, "2026-01"), (date(2026, 4, 1), 4, "2025-04"),
    (date(2026, 5, 1), 4, "2026-04"), (date(2026, 3, 31), 4, "2025-04"), (date(2026, 11, 1), 12, "2025-12"),
])
def test_the_report_of_a_month_is_about_the_year_of_the_month_before(
    day: date, starts: int, year: str,
) -> None:
    assert reports.reporting_year(day, starts) == year
