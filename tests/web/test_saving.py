"""A disk that is full: reading goes on, nothing typed is lost, and it recovers by itself."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from elearn.kernel import config, jobs
from elearn.kernel.db import db, transaction
from elearn.learning.models import Event
from elearn.web import guards, saving
from tests.web.browser import Browser, forms

PAGE = "/en/course/m2-story"
REFLECTION = f"{PAGE}/m2-r1"
WORDS = "A thought of some length. " * 700
BANNER = "Saving does not work at the moment. You can go on reading."
# For the one connection that the pool of a test holds: no page more than there is; no writing at all.
FULL = {"sqlite": "PRAGMA max_page_count = 1", "postgresql": "SET default_transaction_read_only = on"}
FREE = {
    "sqlite": "PRAGMA max_page_count = 1000000", "postgresql": "SET default_transaction_read_only = off"}
NO_WRITING = {**FULL, "sqlite": "PRAGMA query_only = ON"}


def _say(app: Flask, statements: dict[str, str]) -> None:
    with app.app_context():
        db.session.execute(text(statements[db.engine.dialect.name]))
        db.session.commit()
        db.session.remove()


def _events(app: Flask) -> int:
    with app.app_context():
        count = db.session.query(Event).count()
        db.session.remove()
        return count


def _let_time_pass(app: Flask) -> None:
    held: saving.Saving = app.extensions["elearn_saving"]
    held._tried_at -= 60
    held._looked_at -= 60


def test_on_a_full_disk_the_words_stay_in_the_page_and_are_saved_once_there_is_room(judge: Browser) -> None:
    form, before = judge.form(PAGE, REFLECTION), _events(judge.app)
    _say(judge.app, FULL)
    refused = judge.post(REFLECTION, {**form.values, "act": "reflect", "text": WORDS})
    assert refused.status_code == 503 and refused.headers["Retry-After"] == "60"
    assert "This was not saved" in refused.text and BANNER in refused.text
    again = next(each for each in forms(refused.text) if each.action == REFLECTION)
    assert again.values["text"] == WORDS and again.values["event"] == form.values["event"]
    assert BANNER in judge.html(PAGE) and "m2-r1" in judge.html(PAGE)
    assert judge.get("/healthz").status_code == 200
    ready = judge.get("/readyz")
    assert ready.status_code == 503 and ready.text.startswith("not ready: nothing can be saved: the d")
    _say(judge.app, FREE)
    assert judge.post(REFLECTION, {**again.values, "act": "reflect"}).status_code == 303
    page = judge.html(PAGE)
    assert BANNER not in page and WORDS.strip() in page
    assert _events(judge.app) == before + 1
    assert judge.get("/readyz").text == "ready"


@pytest.mark.only_on("sqlite")
def test_without_a_database_the_words_stay_in_the_page(judge: Browser) -> None:
    form = judge.form(PAGE, REFLECTION)
    with judge.app.app_context():
        db.session.remove()
        db.engine.dispose()
        held = config.current().data / "elearn.db"
    held.rename(held.with_suffix(".away"))
    held.mkdir()
    refused = judge.post(REFLECTION, {**form.values, "act": "reflect", "text": WORDS})
    assert refused.status_code == 503 and "This was not saved" in refused.text
    again = next(each for each in forms(refused.text) if each.action == REFLECTION)
    assert again.values["text"] == WORDS
    page = judge.get(PAGE)
    assert page.status_code == 503 and "cannot be shown at the moment" in page.text
    assert judge.get("/readyz").text.startswith("not ready: the database cannot be read")
    assert judge.get("/healthz").status_code == 200
    held.rmdir()
    held.with_suffix(".away").rename(held)
    assert judge.post(REFLECTION, {**again.values, "act": "reflect"}).status_code == 303


def test_the_banner_goes_by_itself_where_nobody_sends_anything(judge: Browser) -> None:
    saving_here: saving.Saving = judge.app.extensions["elearn_saving"]
    saving_here.failed("the disk is full")
    assert BANNER in judge.html(PAGE)
    _let_time_pass(judge.app)
    assert BANNER not in judge.html(PAGE)


def test_a_try_writes_for_real_and_leaves_nothing(judge: Browser) -> None:
    saving_here: saving.Saving = judge.app.extensions["elearn_saving"]
    with judge.app.app_context():
        data = config.current().data
        (data / f".room-{os.getpid()}").symlink_to("/dev/full")
        _let_time_pass(judge.app)
        assert saving_here.attempt() == "the disk is full"
        _let_time_pass(judge.app)
        assert saving_here.attempt() == "" and not list(data.glob(".room-*"))
        assert not (data / saving.FLAG).exists()


def test_what_one_process_finds_out_the_others_tell_too(judge: Browser) -> None:
    with judge.app.app_context():
        other = saving.Saving(config.current().data)
    other.failed("the disk is full")
    _let_time_pass(judge.app)
    assert BANNER in judge.html(PAGE)
    other.worked()
    _let_time_pass(judge.app)
    assert BANNER not in judge.html(PAGE)


def test_no_password_is_ever_sent_back(app: Flask) -> None:
    browser = Browser(app)
    form = browser.form("/en/sign-in", "/en/sign-in")
    _say(app, NO_WRITING)
    refused = browser.post(
        "/en/sign-in", {**form.values, "name": "a@court.example", "password": "a quiet secret"})
    assert refused.status_code == 503 and "a quiet secret" not in refused.text
    assert "Go back to the page before this one" in refused.text


@pytest.mark.parametrize("error", [OSError(28, "full"), sqlite3.OperationalError("full")])
def test_a_queue_that_is_full_undoes_nothing_that_was_saved(
    app: Flask, error: Exception, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(name: str, *ids: str) -> None:
        raise error

    with app.app_context():
        monkeypatch.setattr(jobs, "put", full)
        with transaction():
            jobs.enqueue("mail", "1")
        db.session.remove()


def test_a_disk_that_is_full_is_told_whoever_finds_it(app: Flask) -> None:
    def writes() -> str:
        Path("/dev/full").write_text("x", encoding="utf-8")
        return ""

    app.add_url_rule("/en/writes", view_func=guards.open_to_all(writes), endpoint="writes")
    page = Browser(app).get("/en/writes")
    assert page.status_code == 503 and BANNER in page.text


def test_readyz_says_which_thing_is_missing(app: Flask) -> None:
    browser = Browser(app)
    with app.app_context():
        data = config.current().data
    assert browser.get("/readyz").text == "ready"
    (data / config.RESTORING).touch()
    assert "restored" in browser.get("/readyz").text
    (data / config.RESTORING).unlink()
    (data / "keys.db").rename(data / "keys.away")
    assert browser.get("/readyz").text.startswith("not ready: keys.db is missing")
    (data / "keys.away").rename(data / "keys.db")
    _say(app, dict.fromkeys(FULL, "UPDATE alembic_version SET version_num = '0001'"))
    assert browser.get("/readyz").text.endswith("run: elearn db upgrade")
    _say(app, dict.fromkeys(FULL, "ALTER TABLE alembic_version RENAME TO away"))
    behind = browser.get("/readyz")
    assert behind.status_code == 503 and "at step none" in behind.text
    assert browser.get("/healthz").status_code == 200
