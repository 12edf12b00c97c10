"""`elearn certificate`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.cli import main
from elearn.kernel import audit
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from elearn.learning.certificates import queries
from elearn.learning.certificates.rules import State
from tests.databases import environ_of
from tests.factories.certificates import certified, completed, rows

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn certificate …` over the data folder of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Result:
        db.session.rollback()
        done = CliRunner().invoke(main, ["certificate", *words])
        db.session.expire_all()
        return done

    return call


def _acts(person_id: str) -> list[str]:
    return [entry.action for entry in audit.about(person_id)]


def test_the_list_names_codes_and_states_and_nobody(run: Run) -> None:
    first, waiting = certified("Amara Okello", email="amara@court.example"), completed("Boran Sato")
    code = queries.held(first.person_id)[0].entry.sheet.code
    said = run("list")
    assert said.exit_code == 0 and len(said.output.splitlines()) == 2
    assert f"{code}\tvalid\t" in said.output and "name not confirmed" in said.output
    assert "Amara" not in said.output and "Boran" not in said.output
    only = run("list", "--person", "amara@court.example").output.splitlines()
    assert len(only) == 1 and only[0].startswith(code)
    assert run("list", "--state", "revoked").output == ""
    assert _acts(first.person_id) == ["certificates_listed"] and _acts(waiting.person_id) == []
    assert run("list", "--person", "nobody@court.example").exit_code == 1


def test_a_certificate_is_revoked_with_a_reason(run: Run) -> None:
    who = certified()
    code = queries.held(who.person_id)[0].entry.sheet.code
    assert run("revoke", code).exit_code == 2
    assert run("revoke", code, "--reason", "  ").exit_code == 1
    assert run("revoke", "0000-0000-0000-0000-0000", "--reason", "x").exit_code == 1
    said = run("revoke", code.lower(), "--reason", "Issued by mistake.")
    assert said.exit_code == 0 and "is revoked" in said.output
    assert rows(who)[0].state is State.REVOKED and rows(who)[0].reason == "Issued by mistake."
    assert run("revoke", code, "--reason", "Again.").exit_code == 1
    assert _acts(who.person_id) == ["certificate_revoked"]


def test_a_certificate_is_issued_again(run: Run) -> None:
    who = certified()
    code = queries.held(who.person_id)[0].entry.sheet.code
    assert run("reissue", code, "--name", "A\u202eB").exit_code == 1
    said = run("reissue", code, "--name", "Amara A. Okello")
    assert said.exit_code == 0, said.output
    new = queries.held(who.person_id)[0].entry.sheet
    assert new.name == "Amara A. Okello" and f"superseded by {new.code}" in said.output
    assert [row.state for row in rows(who)] == [State.SUPERSEDED, State.VALID]
    assert run("reissue", "nothing", "--name", "Somebody").exit_code == 1
    assert _acts(who.person_id) == ["certificate_reissued"]
