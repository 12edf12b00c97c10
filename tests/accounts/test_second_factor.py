"""Codes of the app and recovery codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask

from elearn.accounts import queries, services
from elearn.accounts.models import Person, Personal
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import TooOften
from tests.factories.people import person, session_token

Code = Callable[[datetime], str]


@pytest.fixture
def owner(bare_app: Flask, noon: datetime) -> tuple[Person, Code, tuple[str, ...]]:
    """Someone with a second factor, what their phone shows at a moment, and their recovery codes."""
    made = person()
    with transaction():
        services.begin_totp(made.id)
    address = queries.totp_address(made.id)
    assert address
    totp = pyotp.TOTP(address[0])
    with clock.fixed(noon - timedelta(minutes=5)), transaction():
        codes = services.confirm_totp(made.id, totp.at(clock.now()))
    assert codes
    return made, totp.at, codes


def tried(made: Person, code: str, place: Place) -> bool:
    with transaction():
        turn = services.take_code_turn(made.id, place)
    with transaction():
        return services.check_code(made.id, code, turn)


def test_the_code_of_now_is_right_once(
    owner: tuple[Person, Code, object], place: Place, noon: datetime
) -> None:
    made, code_at, _ = owner
    assert tried(made, code_at(noon), place)
    assert not tried(made, code_at(noon), place)


def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not(
    owner: tuple[Person, Code, object], place: Place, noon: datetime
) -> None:
    made, code_at, _ = owner
    assert not tried(made, code_at(noon + timedelta(minutes=2)), place)
    assert not tried(made, code_at(noon - timedelta(minutes=2)), place)
    assert tried(made, code_at(noon - timedelta(seconds=30)), place)
    assert tried(made, code_at(noon + timedelta(seconds=30)), place)


def test_arabic_digits_and_spaces_mean_the_same(
    owner: tuple[Person, Code, object], place: Place, noon: datetime
) -> None:
    made, code_at, _ = owner
    typed = code_at(noon).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert tried(made, f"{typed[:3]} {typed[3:]}", place)


def test_a_recovery_code_works_once_however_it_is_typed(
    owner: tuple[Person, Code, tuple[str, ...]], place: Place
) -> None:
    made, _, codes = owner
    assert queries.recovery_codes_left(made.id) == len(codes) == 10
    assert tried(made, codes[3].lower().replace("-", " "), place)
    assert not tried(made, codes[3], place)
    assert queries.recovery_codes_left(made.id) == 9


def test_the_recovery_code_of_another_person_is_wrong(
    owner: tuple[Person, Code, tuple[str, ...]], place: Place
) -> None:
    other = person()
    with transaction():
        services.begin_totp(other.id)
        theirs = services.new_recovery_codes(other.id)
    assert not tried(owner[0], theirs[0], place)


def test_new_recovery_codes_make_the_old_ones_void(
    owner: tuple[Person, Code, tuple[str, ...]], place: Place
) -> None:
    made, _, codes = owner
    with transaction():
        services.new_recovery_codes(made.id)
    assert not tried(made, codes[0], place)


def test_six_digits_cannot_be_searched_through_from_many_places(
    owner: tuple[Person, Code, object], noon: datetime
) -> None:
    made, _, _ = owner
    for host in range(5):
        assert not tried(made, "000000", Place(f"192.0.2.{host}"))
    with pytest.raises(TooOften):
        tried(made, "000000", Place("192.0.2.99"))


def test_a_known_device_is_not_kept_waiting_by_a_thief_elsewhere(
    owner: tuple[Person, Code, object], noon: datetime, place: Place
) -> None:
    made, code_at, _ = owner
    with transaction():
        device = services.remember_device(made.id, "")
    for _ in range(5):
        tried(made, "000000", place)
    assert tried(made, code_at(noon), Place(place.address, device))


def test_the_secret_is_sealed_in_the_database(owner: tuple[Person, Code, object]) -> None:
    kept = db.session.get_one(Personal, owner[0].id).totp_secret
    assert kept and len(kept) > 60


def test_a_secret_is_not_shown_again_once_confirmed(owner: tuple[Person, Code, object]) -> None:
    assert queries.totp_address(owner[0].id) is None


def test_a_wrong_first_code_confirms_nothing(bare_app: Flask) -> None:
    made = person()
    with transaction():
        services.begin_totp(made.id)
        assert services.confirm_totp(made.id, "12") is None
    assert queries.totp_address(made.id)


def test_passing_puts_a_new_token_in_place_of_the_old(owner: tuple[Person, Code, object]) -> None:
    old = session_token(owner[0], second_factor=False)
    with transaction():
        new = services.renew_session(digest_of(old), second_factor=True)
    assert queries.principal(digest_of(old)) is None
    found = queries.principal(digest_of(new))
    assert found and found.is_complete
