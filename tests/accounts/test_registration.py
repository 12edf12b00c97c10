"""Two ways to an account."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from elearn.accounts import queries, services, sites
from elearn.accounts.models import AccessRole, Person, Registration
from elearn.accounts.profile import Profile
from elearn.accounts.throttle import Place
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Conflict, NotFound, TooOften
from elearn.kernel.mail import Letter
from elearn.learning import retention
from tests.factories.people import PASSWORD_HASH, person


def ask(email: str, profile: Profile, place: Place) -> None:
    with transaction():
        services.request_registration(email, profile, PASSWORD_HASH, "en", place)


def letters(to: str = "") -> list[Letter]:
    found = db.session.query(Letter).order_by(Letter.created_at).all()
    return [each for each in found if to in each.address]


def token_in(letter: Letter) -> str:
    found = re.search(r"/en/register/(\S+)", letter.text)
    assert found
    return found.group(1)


def test_an_account_begins_when_its_address_is_confirmed(
    bare_app: Flask, profile: Profile, place: Place
) -> None:
    ask("New@Example.net", profile, place)
    assert db.session.query(Person).count() == 0
    token = token_in(letters()[0])
    waiting = queries.waiting_registration(token)
    assert waiting and waiting.email == "New@Example.net"
    with transaction():
        services.confirm_registration(token)
    account = queries.find_account("new@example.net")
    assert account and account.profile == profile and account.access_role is AccessRole.LEARNER


def test_a_confirmation_works_once(bare_app: Flask, profile: Profile, place: Place) -> None:
    ask("new@example.net", profile, place)
    token = token_in(letters()[0])
    with transaction():
        services.confirm_registration(token)
    with pytest.raises(NotFound), transaction():
        services.confirm_registration(token)


def test_a_confirmation_is_over_after_a_day(
    bare_app: Flask, profile: Profile, place: Place, noon: datetime
) -> None:
    ask("new@example.net", profile, place)
    token = token_in(letters()[0])
    with clock.fixed(noon + timedelta(days=1, seconds=1)):
        assert queries.waiting_registration(token) is None
        with pytest.raises(NotFound), transaction():
            services.confirm_registration(token)
        with transaction():
            retention.sweep()
        assert db.session.query(Registration).count() == 0


def test_a_known_address_gets_a_letter_that_says_so_and_nothing_changes(
    bare_app: Flask, profile: Profile, place: Place
) -> None:
    person(email="a@example.org")
    ask("A@example.org", profile, place)
    assert [each.message for each in letters()] == ["already-registered"]
    assert db.session.query(Registration).count() == 0


def test_what_a_stranger_began_is_void_once_the_owner_confirms(
    bare_app: Flask, profile: Profile, place: Place
) -> None:
    ask("new@example.net", Profile("A Stranger", "KE", profile.judicial_role), place)
    ask("new@example.net", profile, place)
    stranger, owner = (token_in(each) for each in letters())
    with transaction():
        services.confirm_registration(owner)
    assert queries.waiting_registration(stranger) is None


def test_an_address_taken_meanwhile_is_a_conflict(bare_app: Flask, profile: Profile, place: Place) -> None:
    ask("new@example.net", profile, place)
    person(email="new@example.net")
    with pytest.raises(Conflict), transaction():
        services.confirm_registration(token_in(letters()[0]))


def test_a_mailbox_gets_no_more_than_a_few_letters(
    bare_app: Flask, profile: Profile, place: Place, noon: datetime
) -> None:
    for _ in range(10):
        ask("new@example.net", profile, place)
    assert len(letters()) == 3


def test_one_network_cannot_register_without_end(
    bare_app: Flask, profile: Profile, place: Place, noon: datetime
) -> None:
    with pytest.raises(TooOften):
        for number in range(400):
            ask(f"n{number}@example.net", profile, place)
    ask("another@example.net", profile, Place("198.51.100.1"))


@pytest.mark.parametrize("address", [
    "a@example.net\r\nBcc: b@example.net", "a@example.net\nX: y", "a@example.net,b@example.net",
    "a@example.net b@example.net", "Name <a@example.net>", "аmara@example.net", "a@exam\u202eple.net", "@",
    "a@",
])
def test_nothing_but_one_plain_address_is_written_to(
    bare_app: Flask, profile: Profile, place: Place, address: str
) -> None:
    with pytest.raises(BadInput):
        ask(address, profile, place)
    assert letters() == []


def redeem(code: str, profile: Profile, place: Place) -> services.NewAccount:
    with transaction():
        turn = services.take_invitation_turn(place)
    with transaction():
        return services.redeem_invitation(code, profile, PASSWORD_HASH, turn)


@pytest.fixture
def code(bare_app: Flask) -> str:
    with transaction():
        sites.add("command-line", "academy", "KE", "Judiciary Academy")
        return services.invite("command-line", uses=2, days=30, label="Workshop", site="academy")


def test_a_printed_code_makes_an_account_with_a_name_to_sign_in_by(
    code: str, profile: Profile, place: Place
) -> None:
    made = redeem(code.lower().replace("-", " "), profile, place)
    account = queries.find_account(made.sign_in_name.lower())
    assert account and account.person_id == made.person_id
    assert (account.email, account.site) == ("", "academy")
    with transaction():
        assert services.take_sign_in_turn(made.sign_in_name, place).person_id == made.person_id


def test_a_code_is_used_up(code: str, profile: Profile, place: Place) -> None:
    redeem(code, profile, place)
    redeem(code, profile, place)
    with pytest.raises(NotFound):
        redeem(code, profile, place)
    assert db.session.query(Person).count() == 2


def test_a_code_is_over_after_its_days(code: str, profile: Profile, place: Place) -> None:
    with clock.fixed(clock.now() + timedelta(days=31)), pytest.raises(NotFound):
        redeem(code, profile, place)


def test_codes_cannot_be_searched_through(
    code: str, profile: Profile, place: Place, noon: datetime
) -> None:
    for _ in range(20):
        with pytest.raises(NotFound):
            redeem("0000-0000-0000", profile, place)
    with pytest.raises(TooOften):
        redeem(code, profile, place)


def test_two_accounts_without_an_address_do_not_collide(code: str, profile: Profile, place: Place) -> None:
    names = {redeem(code, profile, place).sign_in_name for _ in range(2)}
    assert len(names) == 2
