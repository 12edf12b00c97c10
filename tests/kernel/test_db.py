"""Transactions mean the same on both databases: what reads sees one moment, what waits gives up."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from inspect import unwrap
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from elearn.accounts import keys
from elearn.accounts.models import Person, Personal, Theme
from elearn.kernel import db as kernel_db
from elearn.kernel.config import Settings
from elearn.kernel.db import begin_write, db, transaction
from tests.databases import bare_application
from tests.factories.people import person

T = TypeVar("T")


def elsewhere(app: Flask, work: Callable[[], T]) -> T:
    """Do `work` in another thread with a session of its own, as another request would."""
    def run() -> T:
        with app.app_context():
            try:
                return work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_what_reads_sees_one_moment(bare_app: Flask) -> None:
    assert count() == 0
    elsewhere(bare_app, person)
    assert count() == 0
    db.session.rollback()
    assert count() == 1


@pytest.mark.only_on("postgresql")
def test_what_counts_on_postgresql_sees_one_moment_while_others_write(bare_app: Flask) -> None:
    for at_one_moment, seen in ((True, 0), (False, 1)):
        with transaction(at_one_moment=at_one_moment):
            before = count()
            elsewhere(bare_app, person)
            assert count() - before == seen


@pytest.mark.only_on("postgresql")
def test_a_row_under_a_lock_on_postgresql_is_as_it_is_now(bare_app: Flask) -> None:
    who = person().id

    def darken() -> None:
        with transaction():
            db.session.get_one(Person, who).theme = Theme.DARK

    begin_write()
    held = db.session.get_one(Person, who)
    assert held.theme is not Theme.DARK
    elsewhere(bare_app, darken)
    assert db.session.get_one(Person, who).theme is not Theme.DARK
    assert db.session.get_one(Person, who, with_for_update=True).theme is Theme.DARK
    db.session.rollback()


def test_nobody_waits_for_a_lock_without_end(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_db, "_PATIENCE", 200)
    app = bare_application(settings)

    def lock(who: str) -> None:
        with transaction():
            db.session.get_one(Person, who, with_for_update=True)

    with app.app_context():
        who = person().id
        begin_write()
        db.session.get_one(Person, who, with_for_update=True)
        with pytest.raises(OperationalError):
            elsewhere(app, lambda: lock(who))
        db.session.rollback()
        elsewhere(app, lambda: lock(who))
        db.session.remove()
        db.engine.dispose()


def test_an_error_tells_no_value_of_a_row(bare_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    person(email="zebulon@court.example")
    who = person().id
    try:
        with transaction():
            db.session.get_one(Personal, who).email_normal = "zebulon@court.example"
    except IntegrityError:
        logging.exception("refused")
    assert "IntegrityError" in caplog.text and "personal" in caplog.text
    assert "zebulon" not in caplog.text.lower()


@pytest.mark.parametrize("settle", [kernel_db._settle_sqlite, keys._settle])
def test_what_is_told_as_saved_is_on_the_disk(settle: Callable[[object, object], None]) -> None:
    """Where the product runs: the tests alone wait for no disk."""
    with closing(sqlite3.connect(":memory:")) as held:
        held.execute("PRAGMA synchronous=OFF")
        unwrap(settle)(held, None)
        assert held.execute("PRAGMA synchronous").fetchone() == (2,)
