"""Two requests of one person at the same moment: nothing counts twice, and neither breaks the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from elearn.accounts import keys, services, throttle
from elearn.accounts.models import JudicialRole, KnownDevice, LoginSession, Personal, RecoveryCode
from elearn.accounts.profile import Profile
from elearn.accounts.services import second_factor, sessions
from elearn.accounts.services.people import add_person
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import Conflict, NotFound
from tests.factories.people import PASSWORD_HASH, person, session_token

T = TypeVar("T")
TIMES = 8


def at_once(app: Flask, work: Callable[[], T]) -> list[T | Exception]:
    """Do `work` in threads that begin together, each in its own transaction; return what came of each."""
    together = Barrier(TIMES)

    def run(_: int) -> T | Exception:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    return work()
            except (Conflict, NotFound, NoResultFound) as error:
                return error
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


@pytest.fixture
def ana(bare_app: Flask) -> str:
    """Someone with a second factor that is confirmed."""
    person_id = person().id
    with transaction():
        second_factor.begin_totp(person_id)
        personal = db.session.get_one(Personal, person_id)
        personal.totp_confirmed_at = clock.now()
    return person_id


def _code(person_id: str) -> str:
    secret = db.session.get_one(Personal, person_id).totp_secret or ""
    return pyotp.TOTP(keys.open_sealed(person_id, "totp", secret)).now()


def _count(column: object, of: str) -> int:
    return db.session.scalar(select(func.count()).where(column == of)) or 0


def _check(person_id: str, code: str) -> bool:
    # As the view does: the row was read in this very transaction before the code is looked at.
    db.session.get_one(Personal, person_id)
    return second_factor.check_code(person_id, code, throttle.Turn("second-factor", person_id, ""))


def test_a_code_of_the_app_counts_once(bare_app: Flask, ana: str) -> None:
    code = _code(ana)
    assert at_once(bare_app, lambda: _check(ana, code)).count(True) == 1


def test_a_recovery_code_counts_once(bare_app: Flask, ana: str) -> None:
    with transaction():
        code = second_factor.new_recovery_codes(ana)[0]
    assert at_once(bare_app, lambda: _check(ana, code)).count(True) == 1
    assert _count(RecoveryCode.person_id, ana) == 9


def test_new_recovery_codes_void_those_given_at_the_same_moment(bare_app: Flask, ana: str) -> None:
    at_once(bare_app, lambda: second_factor.new_recovery_codes(ana))
    assert _count(RecoveryCode.person_id, ana) == 10


def test_a_secret_is_drawn_once(bare_app: Flask) -> None:
    person_id = person().id

    def draw() -> str:
        second_factor.begin_totp(person_id)
        return db.session.get_one(Personal, person_id).totp_secret or ""

    assert len({str(each) for each in at_once(bare_app, draw)}) == 1


def test_one_device_signs_in_twice_at_once(bare_app: Flask) -> None:
    person_id = person().id
    assert set(at_once(bare_app, lambda: sessions.remember_device(person_id, "d" * 43))) == {"d" * 43}
    assert _count(KnownDevice.person_id, person_id) == 1


def test_a_sign_in_is_renewed_once(bare_app: Flask) -> None:
    who = person()
    held = digest_of(session_token(who))
    renewed = at_once(bare_app, lambda: sessions.renew_session(held, second_factor=True))
    assert len([each for each in renewed if isinstance(each, str)]) == 1
    assert _count(LoginSession.person_id, who.id) == 1


def test_a_reset_link_is_used_once(bare_app: Flask) -> None:
    who = person()
    with transaction():
        token = services.new_reset(who.id)
    used = at_once(bare_app, lambda: services.use_reset(token, PASSWORD_HASH))
    assert used.count(who.id) == 1


def test_an_invitation_lets_in_as_many_as_it_says(bare_app: Flask, profile: Profile) -> None:
    with transaction():
        code = services.invite("command-line", uses=3, days=1)
    turn = throttle.Turn("invitation", "", "")
    made = at_once(bare_app, lambda: services.redeem_invitation(code, profile, PASSWORD_HASH, turn))
    assert len([each for each in made if not isinstance(each, Exception)]) == 3


def test_an_address_has_one_account(bare_app: Flask) -> None:
    about = Profile("Amara Okello", "KE", JudicialRole.JUDGE)
    made = at_once(bare_app, lambda: add_person(about, password_hash=None, email="a@example.org").id)
    assert len([each for each in made if isinstance(each, str)]) == 1
    assert {type(each) for each in made} == {str, Conflict}


def test_a_letter_confirms_one_registration(bare_app: Flask, profile: Profile) -> None:
    from elearn.accounts.models import Registration

    with transaction():
        services.request_registration("b@example.org", profile, PASSWORD_HASH, "en", Place("203.0.113.9"))
        waiting = db.session.scalars(select(Registration)).one()
        waiting.token_hash = digest_of("t" * 43)
    made = at_once(bare_app, lambda: services.confirm_registration("t" * 43))
    assert len([each for each in made if isinstance(each, str)]) == 1
    assert _count(Personal.email_normal, "b@example.org") == 1


def test_what_was_right_forgives_once_for_all_who_ask(bare_app: Flask) -> None:
    with transaction():
        turn = throttle.take_shared_turn("sign-in", "c@example.org", throttle.CALM)
    assert at_once(bare_app, lambda: throttle.forgive(turn)) == [None] * TIMES
