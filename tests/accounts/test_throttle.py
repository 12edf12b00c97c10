"""Guessing is slowed down; nobody who knows is locked out."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask

from elearn.accounts import services, throttle
from elearn.accounts.throttle import CALM, Place
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import TooOften
from elearn.learning import retention
from tests.factories.people import PASSWORD, person

HERE = Place("203.0.113.7")
ELSEWHERE = Place("198.51.100.9")


def fail(name: str, place: Place, times: int = 1) -> None:
    for _ in range(times):
        with transaction():
            turn = services.take_sign_in_turn(name, place)
        assert not services.is_right(turn, "not the password")


def enter(name: str, place: Place) -> str:
    """Sign in with the right password and return the token of the device."""
    with transaction():
        turn = services.take_sign_in_turn(name, place)
    assert services.is_right(turn, PASSWORD)
    with transaction():
        return services.admit(turn, "Test").device


def refused_for(name: str, place: Place) -> int:
    with pytest.raises(TooOften) as refused, transaction():
        services.take_sign_in_turn(name, place)
    return refused.value.wait


def test_the_sixth_guess_in_a_row_must_wait(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    fail("a@example.org", HERE, 5)
    assert refused_for("a@example.org", HERE) == 5


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [CALM.wait(n).total_seconds() for n in range(1, 20)]
    assert waits[:7] == [0, 0, 0, 0, 4, 8, 16]
    assert waits[-1] == 900 == max(waits)
    assert waits == sorted(waits)


def test_an_account_that_is_not_there_waits_alike(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    for name in ("a@example.org", "nobody@example.net"):
        fail(name, HERE, 5)
    assert refused_for("a@example.org", HERE) == refused_for("nobody@example.net", HERE)


def test_the_right_password_gets_in_after_the_wait_that_was_told(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    fail("a@example.org", HERE, 5)
    wait = refused_for("a@example.org", HERE)
    with clock.fixed(noon + timedelta(seconds=wait)):
        enter("a@example.org", HERE)


def test_what_is_sent_during_a_wait_does_not_lengthen_it(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    fail("a@example.org", HERE, 5)
    wait = refused_for("a@example.org", HERE)
    for _ in range(50):
        assert refused_for("a@example.org", HERE) == wait
    with clock.fixed(noon + timedelta(seconds=wait)):
        enter("a@example.org", HERE)


def test_no_one_elsewhere_can_make_the_owner_wait(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    for host in range(60):
        fail("a@example.org", Place(f"192.0.2.{host}"))
    enter("a@example.org", ELSEWHERE)


def test_an_account_tried_from_everywhere_gives_each_new_place_one_try(
    bare_app: Flask, noon: datetime
) -> None:
    person(email="a@example.org")
    for host in range(60):
        fail("a@example.org", Place(f"192.0.2.{host}"))
    fail("a@example.org", ELSEWHERE)
    assert refused_for("a@example.org", ELSEWHERE) == 61


def test_an_address_that_tries_many_accounts_gets_one_try_on_each(bare_app: Flask, noon: datetime) -> None:
    for number in range(throttle.SIEGE_FROM):
        fail(f"n{number}@example.net", HERE)
    fail("a@example.net", HERE)
    assert refused_for("a@example.net", HERE) == 61


def test_a_known_device_gets_in_whatever_others_try_beside_it(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    device = enter("a@example.org", HERE)
    for host in range(60):
        fail("a@example.org", Place(f"192.0.2.{host}"))
    fail("a@example.org", HERE)
    refused_for("a@example.org", HERE)
    enter("a@example.org", Place(HERE.address, device))


def test_the_device_of_one_person_is_unknown_to_another(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    person(email="b@example.org")
    device = enter("a@example.org", HERE)
    fail("b@example.org", HERE, 5)
    refused_for("b@example.org", Place(HERE.address, device))


def test_a_made_up_device_is_not_a_way_round(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    for number in range(5):
        fail("a@example.org", Place(HERE.address, f"invented-{number}"))
    refused_for("a@example.org", Place(HERE.address, "invented-6"))


def test_a_right_password_forgives_the_wrong_ones_before_it(bare_app: Flask, noon: datetime) -> None:
    person(email="a@example.org")
    fail("a@example.org", HERE, 4)
    enter("a@example.org", HERE)
    fail("a@example.org", HERE, 4)
    enter("a@example.org", HERE)


def test_a_hundred_guesses_at_once_are_counted_one_after_another(bare_app: Flask) -> None:
    person(email="a@example.org")
    looked_at: list[bool] = []
    gate = threading.Barrier(10)

    def guess() -> None:
        with bare_app.app_context():
            gate.wait()
            for _ in range(10):
                try:
                    with transaction():
                        services.take_sign_in_turn("a@example.org", HERE)
                    looked_at.append(True)
                except TooOften:
                    continue
            db.session.remove()

    threads = [threading.Thread(target=guess) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(looked_at) == CALM.free


def test_what_was_tried_is_kept_as_digests_and_forgotten_after_a_day(
    bare_app: Flask, noon: datetime
) -> None:
    from elearn.accounts.models import SignInAttempt

    fail("a@example.org", HERE)
    row = db.session.query(SignInAttempt).one()
    assert "example" not in row.subject and "203" not in row.place
    with clock.fixed(noon + timedelta(days=1, minutes=1)), transaction():
        retention.sweep()
    assert db.session.query(SignInAttempt).count() == 0
