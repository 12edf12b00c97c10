"""`elearn correct`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.accounts import looks
from elearn.accounts.models import AccessRole
from elearn.accounts.services import correcting
from elearn.cli import main
from elearn.kernel import audit
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.learning.acts import Status
from elearn.learning.attempts import services
from elearn.learning.certificates.rules import State
from tests.databases import environ_of
from tests.factories.certificates import rows
from tests.factories.learners import Learner, learner, new_id
from tests.factories.people import person

Run = Callable[..., Result]
NAME = "ana@court.example"
REASON = "Another Ana was in the room."


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn correct …` over the data folder of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Result:
        db.session.rollback()
        done = CliRunner().invoke(main, ["correct", *words])
        db.session.expire_all()
        return done

    return call


@pytest.fixture
def ana(run: Run) -> Learner:
    """Someone whose one workshop was recorded wrongly."""
    made = learner(email=NAME, country="XA")
    trainer = person(access_role=AccessRole.TRAINER).id
    with transaction():
        services.record_workshop(made.id, trainer, 300, date(2026, 3, 2), made.revision, new_id())
    return made


def test_what_is_on_record_is_listed_and_the_look_is_written_down(run: Run, ana: Learner) -> None:
    said = run("record", NAME)
    assert said.exit_code == 0, said.output
    assert "workshop of 300 minutes held on 2026-03-02" in said.output
    [look] = looks.looks(ana.person_id)
    assert (look.action, look.by) == ("looked_at", looks.Doer.KEEPER)
    assert run("record", "nobody@court.example").exit_code == 1


def test_a_dry_run_says_what_would_follow_and_changes_nothing(run: Run, ana: Learner) -> None:
    wrong = ana.events()[-1].id
    said = run("record", NAME, "--withdraw", wrong[:8])
    assert said.exit_code == 0, said.output
    assert "withdraws the completion of" in said.output and "is revoked" in said.output
    assert "the route is e-learning and no more workshop" in said.output
    assert ana.enrolled().status is Status.COMPLETED and rows(ana)[0].state is State.VALID


def test_it_is_withdrawn_with_a_reason_alone(run: Run, ana: Learner) -> None:
    wrong = ana.events()[-1].id
    assert run("record", NAME, "--withdraw", wrong, "--apply").exit_code == 2
    assert run("record", NAME, "--apply", "--reason", REASON).exit_code == 2
    assert run("record", NAME, "--withdraw", "ffff" * 8, "--reason", REASON, "--apply").exit_code == 1
    said = run("record", NAME, "--withdraw", wrong, "--reason", REASON, "--apply")
    assert said.exit_code == 0, said.output
    assert ana.enrolled().status is Status.ENROLLED
    assert (rows(ana)[0].state, rows(ana)[0].reason) == (State.REVOKED, REASON)
    assert run("record", NAME, "--withdraw", wrong, "--reason", REASON, "--apply").exit_code == 1
    assert "neither a workshop" in run("record", NAME).output


def test_country_site_and_work_are_corrected_with_a_reason_alone(run: Run, ana: Learner) -> None:
    assert run("person", NAME, "--country", "KE", "--apply").exit_code == 2
    said = run("person", NAME, "--country", "KE", "--work", "other")
    assert "to be corrected: country, work" in said.output and "nothing was changed" in said.output
    assert correcting.traits_of(ana.person_id).country == "XA"
    assert run("person", NAME, "--country", "KE", "--reason", REASON, "--apply").exit_code == 0
    assert correcting.traits_of(ana.person_id).country == "KE"
    assert "all of it stands so" in run("person", NAME, "--country", "KE").output
    assert run("person", NAME, "--site", "nowhere").exit_code == 1
    assert [each.action for each in audit.about(ana.person_id)] == ["traits_corrected"]
