"""Staff set right what an account says of somebody, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts import looks, sites
from elearn.accounts.models import AccessRole, JudicialRole
from elearn.accounts.services import correcting
from elearn.accounts.services.correcting import Traits
from elearn.kernel import audit
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotAllowed, NotFound
from elearn.kernel.mail import Letter
from elearn.learning import verification
from elearn.learning.models import EnrolmentFact
from tests.factories.learners import Learner, learner
from tests.factories.people import person

REASON = "The invitation was meant for the academy of another country."


@pytest.fixture(autouse=True)
def register(bare_app: Flask) -> Iterator[None]:
    """Two sites in one country, one of them closed; afterwards all facts follow."""
    with transaction():
        sites.add("command-line", "nairobi", "KE", "Nairobi")
        sites.add("command-line", "kisumu", "KE", "Kisumu")
        sites.close("command-line", "kisumu")
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


@pytest.fixture
def who(register: None) -> Learner:
    return learner(country="XA", judicial_role=JudicialRole.JUDGE)


def correct(
    who: Learner, actor: str = audit.COMMAND_LINE, reason: str = REASON, **fields: object,
) -> tuple[str, ...]:
    traits = replace(correcting.traits_of(who.person_id), **fields)  # type: ignore[arg-type]
    with transaction():
        return correcting.correct_traits(actor, who.person_id, traits, reason)


def test_facts_follow_in_the_same_transaction(who: Learner) -> None:
    officer = person(access_role=AccessRole.OFFICER).id
    changed = correct(who, officer, country="KE", site="nairobi", judicial_role=JudicialRole.PROSECUTOR)
    assert changed == ("country", "site", "judicial_role")
    fact = db.session.get_one(EnrolmentFact, who.id, populate_existing=True)
    assert (fact.country, fact.site, fact.judicial_role) == ("KE", "nairobi", "prosecutor")
    assert correcting.traits_of(who.person_id) == Traits("KE", "nairobi", JudicialRole.PROSECUTOR)


def test_the_person_is_told_why_and_the_log_holds_no_value_and_no_word(who: Learner) -> None:
    correct(who, country="KE")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.message == "traits-corrected" and REASON in letter.text and "- Country" in letter.text
    [entry] = [each for each in audit.about(who.person_id) if each.action == "traits_corrected"]
    assert entry.detail["fields"] == ["country"]
    assert REASON not in str(entry.detail) and "KE" not in str(entry.detail["fields"])
    assert looks.looks(who.person_id)[0].purpose == REASON


def test_the_same_again_is_nothing(who: Learner) -> None:
    assert correct(who, country="KE") == ("country",)
    assert correct(who, country="KE") == ()
    assert len(list(db.session.scalars(select(Letter)))) == 1


@pytest.mark.parametrize("fields", [
    {"country": "QQ"}, {"country": ""}, {"country": "ke"}, {"site": "nairobi"}, {"site": "nowhere"},
    {"country": "KE", "site": "kisumu"}])
def test_what_cannot_be_is_refused(who: Learner, fields: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        correct(who, **fields)


def test_a_country_is_not_corrected_away_from_the_site(who: Learner) -> None:
    correct(who, country="KE", site="nairobi")
    with pytest.raises(BadInput):
        correct(who, country="XB")
    assert correct(who, country="XB", site="") == ("country", "site")


def test_the_site_of_staff_goes_with_their_role(register: None) -> None:
    focal = learner(country="KE", access_role=AccessRole.FOCAL_POINT, site="kisumu")
    with pytest.raises(NotAllowed):
        correct(focal, site="nairobi")
    assert correct(focal, judicial_role=JudicialRole.OTHER) == ("judicial_role",)


def test_officers_and_administrators_alone_and_nobody_for_themselves(who: Learner) -> None:
    roles = (AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT)
    locked = person(access_role=AccessRole.OFFICER, is_locked=True).id
    for actor in (*(person(access_role=role).id for role in roles), locked, who.person_id, "", "0" * 32):
        with pytest.raises(NotAllowed):
            correct(who, actor, country="KE")
    officer = learner(access_role=AccessRole.OFFICER)
    with pytest.raises(NotAllowed):
        correct(officer, officer.person_id, country="KE")


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_a_reason_is_asked_for(who: Learner, reason: str) -> None:
    with pytest.raises(BadInput):
        correct(who, reason=reason, country="KE")


def test_nobody_is_not_corrected(register: None) -> None:
    nobody = Traits("KE", "", JudicialRole.JUDGE)
    with pytest.raises(NotFound), transaction():
        correcting.correct_traits(audit.COMMAND_LINE, "0" * 32, nobody, REASON)
