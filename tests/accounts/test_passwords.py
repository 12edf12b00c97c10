"""New passwords, by reset and by choice."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from elearn.accounts import hashing, queries, services
from elearn.accounts.models import ResetLink
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of
from elearn.kernel import audit, clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotFound
from elearn.kernel.mail import Letter
from tests.factories.people import PASSWORD_HASH, person, session_token

NEW = "nine mango trees in rain"


def asked(email: str, place: Place) -> str:
    """Ask for a reset and return the token in the last letter, or an empty text."""
    with transaction():
        services.request_reset(email, "en", place)
    letter = db.session.query(Letter).order_by(Letter.created_at.desc()).first()
    found = re.search(r"/en/reset/(\S+)", letter.text) if letter else None
    return found.group(1) if found else ""


def test_a_reset_works_once(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    token = asked("A@example.org", place)
    assert queries.owner_of_reset(token) == made.id
    with transaction():
        assert services.use_reset(token, hashing.hash_password(NEW)) == made.id
    assert hashing.is_password(queries.account(made.id).password_hash, NEW)
    with pytest.raises(NotFound), transaction():
        services.use_reset(token, PASSWORD_HASH)


def test_a_reset_is_over_after_ten_minutes(bare_app: Flask, place: Place, noon: datetime) -> None:
    person(email="a@example.org")
    token = asked("a@example.org", place)
    with clock.fixed(noon + timedelta(minutes=10, seconds=1)):
        assert queries.owner_of_reset(token) is None
        with pytest.raises(NotFound), transaction():
            services.use_reset(token, PASSWORD_HASH)


def test_a_made_up_token_uses_nobodys_link(bare_app: Flask, place: Place) -> None:
    person(email="a@example.org")
    token = asked("a@example.org", place)
    with pytest.raises(NotFound), transaction():
        services.use_reset("made-up", PASSWORD_HASH)
    assert queries.owner_of_reset(token)


def test_a_second_link_makes_the_first_void(bare_app: Flask, place: Place) -> None:
    person(email="a@example.org")
    first, second = asked("a@example.org", place), asked("a@example.org", place)
    assert queries.owner_of_reset(first) is None
    assert queries.owner_of_reset(second)


def test_only_the_digest_of_a_reset_is_kept(bare_app: Flask, place: Place) -> None:
    person(email="a@example.org")
    token = asked("a@example.org", place)
    assert db.session.query(ResetLink).one().token_hash == digest_of(token)


def test_an_address_without_account_gets_a_letter_without_a_link_to_reset(
    bare_app: Flask, place: Place
) -> None:
    assert asked("nobody@example.net", place) == ""
    assert [each.message for each in db.session.query(Letter)] == ["reset-unknown"]


def test_a_new_password_ends_every_session_and_forgets_devices(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    tokens = [session_token(made) for _ in range(2)]
    with transaction():
        device = services.remember_device(made.id, "")
    with transaction():
        services.use_reset(asked("a@example.org", place), PASSWORD_HASH)
    assert [queries.principal(digest_of(token)) for token in tokens] == [None, None]
    from elearn.accounts import throttle

    assert not throttle.is_known_device(device, made.id)


def test_changing_it_keeps_this_session_and_ends_the_others(bare_app: Flask) -> None:
    made = person()
    mine, other = session_token(made), session_token(made)
    with transaction():
        services.change_password(made.id, PASSWORD_HASH, keep_session=digest_of(mine))
    assert queries.principal(digest_of(mine))
    assert queries.principal(digest_of(other)) is None


def test_the_owner_reads_of_it_by_mail_and_in_the_log(bare_app: Flask) -> None:
    made = person(email="a@example.org")
    with transaction():
        services.change_password(made.id, PASSWORD_HASH)
    sent = [(letter.message, letter.address) for letter in db.session.query(Letter)]
    assert sent == [("password-changed", "a@example.org")]
    assert [x.action for x in audit.about(made.id)] == ["password_changed"]


def test_changing_it_makes_a_waiting_reset_void(bare_app: Flask, place: Place) -> None:
    made = person(email="a@example.org")
    token = asked("a@example.org", place)
    with transaction():
        services.change_password(made.id, PASSWORD_HASH)
    assert queries.owner_of_reset(token) is None


def test_resets_of_one_mailbox_are_few(bare_app: Flask, place: Place, noon: datetime) -> None:
    person(email="a@example.org")
    for _ in range(10):
        asked("a@example.org", place)
    assert db.session.query(Letter).count() == 3
