"""Signing in and the sign-ins that come of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import argon2
from flask import Flask

from elearn.accounts import hashing, queries, services
from elearn.accounts.models import AccessRole, LoginSession, Personal
from elearn.accounts.services import SignInTurn
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from tests.factories.people import PASSWORD, person, session_token


def turn_of(name: str, place: Place) -> SignInTurn:
    with transaction():
        return services.take_sign_in_turn(name, place)


def test_capitals_and_spaces_do_not_matter_in_an_address(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    turn = turn_of("  A@Example.ORG ", place)
    assert turn.person_id == made.id
    assert services.is_right(turn, PASSWORD)


def test_someone_who_is_not_there_is_never_right(bare_app: Flask, place: Place) -> None:
    assert not services.is_right(turn_of("nobody@example.net", place), PASSWORD)


def _weaker(password: str) -> str:
    """Return a hash as it was made when less was asked of it."""
    return argon2.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(password)


def test_a_hash_of_weaker_settings_is_made_anew_by_signing_in(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    with transaction():
        db.session.get_one(Personal, made.id).password_hash = _weaker(PASSWORD)
    turn = turn_of("a@example.org", place)
    assert services.is_right(turn, PASSWORD)
    stronger = services.stronger_hash(turn, PASSWORD)
    with transaction():
        services.admit(turn, "Firefox, Android", stronger)
    kept = db.session.get_one(Personal, made.id).password_hash
    assert kept == stronger and not hashing.is_outdated(str(kept))
    again = turn_of("a@example.org", place)
    assert services.is_right(again, PASSWORD) and services.stronger_hash(again, PASSWORD) == ""


def test_a_password_changed_meanwhile_is_not_taken_back_by_a_stronger_hash_of_the_old_one(
    bare_app: Flask, place: Place,
) -> None:
    made = person(email="a@example.org")
    with transaction():
        db.session.get_one(Personal, made.id).password_hash = _weaker(PASSWORD)
    turn, changed = turn_of("a@example.org", place), hashing.hash_password("six other quiet rivers")
    with transaction():
        services.change_password(made.id, changed)
    with transaction():
        services.admit(turn, "Firefox, Android", services.stronger_hash(turn, PASSWORD))
    assert db.session.get_one(Personal, made.id).password_hash == changed


def test_only_the_digest_of_a_token_is_kept(bare_app: Flask, place: Place) -> None:
    person(email="a@example.org")
    with transaction():
        admission = services.admit(turn_of("a@example.org", place), "Firefox, Android")
    row = db.session.query(LoginSession).one()
    assert row.token_hash == digest_of(admission.token) != admission.token


def test_a_session_is_over_at_its_end(bare_app: Flask, noon: datetime) -> None:
    made = person()
    with transaction():
        token = services.start_session(made.id)
    assert queries.principal(digest_of(token))
    with clock.fixed(noon + timedelta(days=14, seconds=1)):
        assert queries.principal(digest_of(token)) is None


def test_a_stolen_token_is_worth_nothing_after_signing_out(bare_app: Flask) -> None:
    token = session_token(person())
    with transaction():
        services.end_session(digest_of(token))
    assert queries.principal(digest_of(token)) is None


def test_a_role_revoked_ends_every_session_at_once(bare_app: Flask) -> None:
    made = person(access_role=AccessRole.OFFICER)
    tokens = [session_token(made), session_token(made)]
    with transaction():
        services.set_role("command-line", made.id, AccessRole.LEARNER)
    assert [queries.principal(digest_of(token)) for token in tokens] == [None, None]


def test_a_locked_account_is_out_at_once_and_in_again_when_unlocked(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    token = session_token(made)
    with transaction():
        services.lock("command-line", made.id)
    assert queries.principal(digest_of(token)) is None
    assert services.is_closed(turn_of("a@example.org", place))
    with transaction():
        services.unlock("command-line", made.id)
    assert not services.is_closed(turn_of("a@example.org", place))


def test_someone_can_end_their_own_sessions_alone(bare_app: Flask) -> None:
    mine, other = person(), person()
    theirs = session_token(other)
    with transaction():
        services.end_session_of(mine.id, digest_of(theirs))
    assert queries.principal(digest_of(theirs))


def test_a_learner_passes_with_a_password_and_staff_do_not(bare_app: Flask) -> None:
    for role, complete in ((AccessRole.LEARNER, True), (AccessRole.TRAINER, True),
                           (AccessRole.FOCAL_POINT, False), (AccessRole.OFFICER, False),
                           (AccessRole.ADMINISTRATOR, False)):
        token = session_token(person(access_role=role), second_factor=False)
        found = queries.principal(digest_of(token))
        assert found and found.is_complete is complete and found.may(role) is complete


def test_a_device_is_not_known_before_the_second_factor(bare_app: Flask, place: Place) -> None:
    person(email="o@example.org", access_role=AccessRole.OFFICER)
    with transaction():
        assert services.admit(turn_of("o@example.org", place), "Test").device == ""
