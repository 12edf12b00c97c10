"""`elearn audit`, `elearn erase`, `elearn retention`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text

from elearn.accounts import erasures, services
from elearn.accounts.models import AccessRole, Person
from elearn.cli import main
from elearn.kernel import audit, clock
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from tests.databases import environ_of
from tests.factories.certificates import certified
from tests.factories.people import person

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn …` over the data folder of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str, answer: str = "") -> Result:
        db.session.rollback()
        done = CliRunner().invoke(main, words, input=answer)
        db.session.expire_all()
        return done

    return call


def test_a_whole_log_gives_its_last_digest_and_a_changed_one_its_first_broken_entry(run: Run) -> None:
    made = person()
    with transaction():
        for _ in range(3):
            services.lock(audit.COMMAND_LINE, made.id)
    whole = run("audit", "verify")
    assert whole.exit_code == 0 and audit.verify().digest in whole.output
    broken = audit.about(made.id)[1].id
    with transaction():
        for name in ("changes", "goes", "replaced") if db.engine.dialect.name == "sqlite" else ():
            db.session.execute(text(f"DROP TRIGGER audit_entry_never_{name}"))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        db.session.execute(text(f"UPDATE audit_entry SET action = 'unlocked' WHERE id = {broken}"))
    said = run("audit", "verify")
    assert said.exit_code == 1 and f"entry {broken} is broken" in said.output


def test_what_was_done_with_an_account_is_shown_and_the_look_is_written_down(run: Run) -> None:
    made, officer = person(email="a@court.example"), person(access_role=AccessRole.OFFICER)
    with transaction():
        services.note_look(officer.id, made.id, "for the academy")
    said = run("audit", "show", "--person", "a@court.example")
    assert "looked_at\tofficer\tfor the academy" in said.output and officer.id not in said.output
    assert [each.action for each in audit.about(made.id)] == ["log_read", "looked_at"]
    assert run("audit", "show", "--person", "b@court.example").exit_code == 1


def test_without_a_reason_it_is_only_counted_what_would_go(run: Run) -> None:
    who = certified(email="a@court.example")
    said = run("erase", "a@court.example")
    assert said.exit_code == 0 and "nothing was erased" in said.output and "certificate" in said.output
    assert db.session.get(Person, who.person_id) is not None and erasures.noted() == ()


def test_with_a_reason_and_a_yes_the_person_is_gone(run: Run) -> None:
    who = certified(email="a@court.example")
    assert run("erase", "a@court.example", "--reason", "on-request", answer="n\n").exit_code == 1
    assert db.session.get(Person, who.person_id) is not None
    done = run("erase", "a@court.example", "--reason", "on-request", answer="y\n")
    assert done.exit_code == 0 and db.session.get(Person, who.person_id) is None
    assert audit.about(who.person_id)[0].detail == {"reason": "on-request"}
    assert run("erase", "a@court.example").exit_code == 1
    assert run("audit", "show", "--person", who.person_id).exit_code == 0
    assert run("erase", "--resume").output == "completed 0 erasures\n"
    assert run("verify").exit_code == 0 and run("audit", "verify").exit_code == 0


def test_words_of_ones_own_are_no_reason(run: Run) -> None:
    person(email="a@court.example")
    assert run("erase", "a@court.example", "--reason", "Amara asked me", "--yes").exit_code == 2


def test_retention_is_counted_before_it_deletes(run: Run) -> None:
    made = person()
    with clock.fixed(clock.now() - timedelta(days=30)), transaction():
        services.start_session(made.id)
    dry = run("retention", "--dry-run")
    assert "1  sign ins ended" in dry.output and audit.about(made.id) == []
    assert run("retention").output == dry.output
    assert run("retention").output == "nothing went\n"
