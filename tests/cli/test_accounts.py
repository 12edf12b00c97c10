"""`elearn user`."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.accounts import hashing, queries, sites
from elearn.accounts.models import AccessRole
from elearn.accounts.tokens import digest_of
from elearn.cli import main
from elearn.kernel import audit
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from tests.databases import environ_of
from tests.factories.people import person, session_token

Run = Callable[..., Result]
ADD = ("add", "ana@court.example", "--name", "Ana Silva", "--country", "BR")
PHRASE = "nine mango trees in rain"


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn user …` over the data folder of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str, typed: str = "") -> Result:
        db.session.rollback()
        done = CliRunner().invoke(main, ["user", *words], input=typed)
        db.session.expire_all()
        return done

    return call


def test_the_first_administrator_is_made_here_with_a_typed_passphrase(run: Run) -> None:
    done = run(*ADD, "--role", "administrator", typed=f"{PHRASE}\n{PHRASE}\n")
    assert done.exit_code == 0, done.output
    assert PHRASE not in done.output
    made = queries.find_account("ana@court.example")
    assert made and made.access_role is AccessRole.ADMINISTRATOR
    assert hashing.is_password(made.password_hash, PHRASE)
    assert [each.action for each in audit.about(made.person_id)] == ["account_made"]


def test_an_easy_passphrase_is_asked_for_again(run: Run) -> None:
    done = run(*ADD, typed=f"short\nAnaSilva2024!!\n{PHRASE}\n{PHRASE}\n")
    assert done.exit_code == 0, done.output
    assert "at least 12 characters" in done.output and "made of the name" in done.output


def test_a_drawn_passphrase_is_printed_once_and_works(run: Run) -> None:
    done = run(*ADD, "--generate")
    found = re.search(r"shown this once: (\S+)", done.output)
    made = queries.find_account("ana@court.example")
    assert found and made and hashing.is_password(made.password_hash, found.group(1))


def test_no_command_takes_a_passphrase_as_an_argument(run: Run) -> None:
    done = run(*ADD, "--password", PHRASE)
    assert done.exit_code == 2
    assert "No such option" in done.output


@pytest.mark.parametrize(("words", "told"), [
    (("add", "not an address", "--name", "Ana", "--country", "BR"), "is not an e-mail address"),
    (("add", "a@b.example", "--name", "A\u202ena", "--country", "BR"), "cannot be a name"),
    (("add", "a@b.example", "--name", "Ana", "--country", "Brazil"), "no country code"),
    (("lock", "nobody@court.example"), "there is no account"),
])
def test_what_cannot_be_done_is_told_in_a_line(run: Run, words: tuple[str, ...], told: str) -> None:
    done = run(*words, typed=f"{PHRASE}\n{PHRASE}\n")
    assert done.exit_code == 1
    assert told in done.output and "Traceback" not in done.output


def test_the_same_address_twice_is_refused(run: Run) -> None:
    run(*ADD, "--generate")
    done = run(*ADD, "--generate")
    assert done.exit_code == 1 and "already" in done.output


def test_a_role_changes_and_its_sessions_end(run: Run) -> None:
    made = person(email="a@court.example", access_role=AccessRole.OFFICER)
    token = session_token(made)
    assert run("role", "a@court.example", "learner").exit_code == 0
    assert queries.principal(digest_of(token)) is None
    assert queries.account(made.id).access_role is AccessRole.LEARNER


def test_the_site_stays_unless_another_is_given(run: Run) -> None:
    person(email="a@court.example", site="nairobi")
    run("role", "a@court.example", "focal_point")
    first = queries.find_account("a@court.example")
    with transaction():
        sites.add("command-line", "accra", "GH", "Judicial Training Institute")
    run("role", "a@court.example", "focal_point", "--site", "accra")
    second = queries.find_account("a@court.example")
    assert first and first.site == "nairobi" and second and second.site == "accra"


def test_locking_and_unlocking_are_written_down(run: Run) -> None:
    made = person(email="a@court.example")
    run("lock", "a@court.example")
    assert "locked" in run("list").output
    run("unlock", "a@court.example")
    assert [each.action for each in audit.about(made.id)] == ["unlocked", "locked"]
    assert {each.actor_id for each in audit.about(made.id)} == {audit.COMMAND_LINE}


def test_a_reset_prints_a_link_that_works(run: Run) -> None:
    made = person(email="a@court.example")
    link = run("reset", "a@court.example").output.strip()
    assert link.startswith("http://127.0.0.1:8000/en/reset/")
    assert queries.owner_of_reset(link.rsplit("/", 1)[1]) == made.id


def test_an_invitation_is_printed_and_its_making_written_down(run: Run) -> None:
    done = run("invite", "--uses", "2", "--label", "Nairobi")
    code = done.output.strip().rsplit(" ", 1)[1]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", code)
    kept = db.session.query(audit.AuditEntry).one()
    assert kept.action == "invitation_made" and code not in str(kept.detail)


def test_the_list_can_be_of_one_role(run: Run) -> None:
    person(email="a@court.example")
    person(email="b@court.example", access_role=AccessRole.OFFICER)
    assert run("list", "--role", "officer").output.split()[0] == "b@court.example"


@pytest.mark.parametrize("command", ["", "add", "role", "lock", "unlock", "reset", "list", "invite"])
def test_every_command_has_help_and_an_example(run: Run, command: str) -> None:
    assert "Example" in run(*filter(None, [command]), "--help").output
