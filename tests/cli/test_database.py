"""`elearn db upgrade` and `elearn db downgrade`, on a database that holds a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.cli import main
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from tests.databases import environ_of, everything
from tests.factories.learners import learner

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn …` over the data of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Result:
        db.session.remove()
        db.engine.dispose()
        return CliRunner().invoke(main, words)

    return call


def test_the_tables_go_a_step_back_and_forth_and_the_record_agrees(run: Run) -> None:
    learner().do_everything()
    before = everything()
    here = run("db", "upgrade").output
    back = run("db", "downgrade", "--", "-1")
    assert back.exit_code == 0 and back.output != here, back.output
    forth = run("db", "upgrade")
    assert forth.exit_code == 0 and forth.output.startswith(here.strip()), forth.output
    assert run("verify").exit_code == 0
    assert everything()["event"] == before["event"] and everything().keys() == before.keys()


def test_a_database_that_does_not_answer_is_named_without_its_password(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("postgresql://ana:planted-secret@127.0.0.1:1/none", "nonsense://ana:planted-secret@x/y"):
        monkeypatch.setenv("DATABASE_URL", address)
        for command in (("db", "upgrade"), ("verify",), ("serve", "--check")):
            said = run(*command)
            assert said.exit_code == 1 and said.output.startswith("Error: DATABASE_URL: "), said.output
            assert "planted-secret" not in said.output and "Traceback" not in said.output
