"""Demonstration people."""

from __future__ import annotations

import pyotp
from flask import Flask

from elearn.accounts import hashing, queries, services
from elearn.accounts.demonstration import ensure_people
from elearn.accounts.models import AccessRole
from elearn.accounts.rules import DEMONSTRATION
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of
from elearn.kernel import clock, config
from elearn.kernel.config import Settings
from elearn.kernel.db import transaction

HERE = Place("127.0.0.1", is_here=True)
AWAY = Place("203.0.113.7")


def demonstrate(app: Flask, settings: Settings) -> tuple[Settings, str, str]:
    """Bring the people; return the settings, their passphrase and the secret of staff."""
    shown = settings.model_copy(update={"demo": True})
    config.init_app(app, shown)
    lines = ensure_people(shown)
    found = dict(line.split(": ", 1) for line in lines if ": " in line)
    return shown, found["passphrase of all"], found["TOTP secret of focal@, officer@ and admin@"]


def may_enter(email: str, passphrase: str, place: Place) -> bool:
    with transaction():
        turn = services.take_sign_in_turn(email, place)
    return services.is_right(turn, passphrase)


def test_five_people_have_the_roles_of_their_names(bare_app: Flask, settings: Settings) -> None:
    demonstrate(bare_app, settings)
    roles = {each.email: each.access_role for each in queries.accounts()}
    assert roles == DEMONSTRATION
    assert set(roles.values()) == set(AccessRole)


def test_the_passphrase_is_of_this_folder_and_written_there(bare_app: Flask, settings: Settings) -> None:
    shown, passphrase, secret = demonstrate(bare_app, settings)
    written = (settings.data / "demo.txt").read_text(encoding="utf-8")
    assert passphrase in written and secret in written
    assert (settings.data / "demo.txt").stat().st_mode & 0o077 == 0
    assert ensure_people(shown) == written.splitlines()


def test_another_start_changes_nobody_and_a_changed_password_back(
    bare_app: Flask, settings: Settings
) -> None:
    shown, passphrase, _ = demonstrate(bare_app, settings)
    before = {each.email: (each.person_id, each.password_hash) for each in queries.accounts()}
    judge = before["judge@example.org"][0]
    with transaction():
        services.change_password(judge, hashing.hash_password("another long passphrase"))
    ensure_people(shown)
    after = {each.email: (each.person_id, each.password_hash) for each in queries.accounts()}
    assert hashing.is_password(after.pop("judge@example.org")[1], passphrase)
    before.pop("judge@example.org")
    assert after == before


def test_they_sign_in_on_this_machine_alone(bare_app: Flask, settings: Settings) -> None:
    _, passphrase, _ = demonstrate(bare_app, settings)
    for email in DEMONSTRATION:
        assert may_enter(email, passphrase, HERE)
        assert not may_enter(email, passphrase, AWAY)


def test_without_the_setting_they_are_signed_out_and_stay_out(bare_app: Flask, settings: Settings) -> None:
    _, passphrase, _ = demonstrate(bare_app, settings)
    judge = queries.find_account("judge@example.org")
    assert judge
    with transaction():
        token = services.start_session(judge.person_id)
    config.init_app(bare_app, settings)
    assert ensure_people(settings) == []
    assert queries.principal(digest_of(token)) is None
    assert not may_enter("judge@example.org", passphrase, HERE)


def test_the_secret_printed_is_the_second_factor_of_staff(bare_app: Flask, settings: Settings) -> None:
    _, _, secret = demonstrate(bare_app, settings)
    admin = queries.find_account("admin@example.org")
    assert admin and admin.has_totp
    with transaction():
        turn = services.take_code_turn(admin.person_id, HERE)
        assert services.check_code(admin.person_id, pyotp.TOTP(secret).at(clock.now()), turn)
