"""Two ways to an account: an e-mail address that answers, or a printed invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from elearn.accounts import links, sites, throttle
from elearn.accounts.models import Invitation, Personal, Registration
from elearn.accounts.profile import Profile
from elearn.accounts.rules import REGISTRATION_LASTS, network_of, normal_email
from elearn.accounts.services.people import add_person, is_email_taken
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import code_digest, digest_of, new_code, new_token, shown_code
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import NotFound, TooOften

CODE_TRIES = throttle.Limits(free=20, first=timedelta(seconds=30), most=timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account made with an invitation, and the name by which it signs in."""

    person_id: str
    sign_in_name: str


def request_registration(
    email: str, profile: Profile, password_hash: str, lang: str, place: Place
) -> None:
    """Write a registration and send a letter that confirms it, or one that says there is an account.

    Nothing that the sender of the form sees tells which. After three letters to one address in a
    day, further ones wait. Raise TooOften where hundreds came from one network.
    """
    begin_write()
    throttle.take_shared_turn("register", network_of(place.address), throttle.ADDRESS)
    normal = normal_email(email)
    if not _may_write_to(normal):
        return
    if is_email_taken(normal):
        mail.send(email, "already-registered", lang,
                  sign_in=links.sign_in_address(lang), reset=links.reset_request_address(lang))
        return
    token = new_token()
    db.session.add(Registration(
        token_hash=digest_of(token), email_normal=normal,
        fields={**profile.as_fields(), "email": email, "password_hash": password_hash},
        expires_at=clock.now() + REGISTRATION_LASTS))
    db.session.flush()
    mail.send(email, "confirm-address", lang, link=links.confirmation_address(lang, token))


def confirm_registration(token: str) -> str:
    """Make the account of a waiting registration and return its person's id.

    The caller has checked its password: the owner of an address must not complete what a stranger
    began. Raise NotFound where it is over, Conflict where the address has an account meanwhile.
    """
    begin_write()
    waiting = db.session.get(Registration, digest_of(token))
    if waiting is None or waiting.expires_at <= clock.now():
        raise NotFound("this link is over")
    fields, normal = waiting.fields, waiting.email_normal
    db.session.execute(delete(Registration).where(Registration.email_normal == normal))
    person = add_person(
        Profile.from_fields(fields), email=str(fields["email"]),
        password_hash=str(fields["password_hash"]))
    return person.id


def take_registration_turn(token: str, place: Place) -> throttle.Turn:
    """Count a try at the password of a waiting registration; raise TooOften where it is too early."""
    return throttle.take_turn("registration", digest_of(token), place)


def take_invitation_turn(place: Place) -> throttle.Turn:
    """Count a try at a code; raise TooOften where a network tried too many."""
    return throttle.take_shared_turn("invitation", network_of(place.address), CODE_TRIES)


def redeem_invitation(
    code: str, profile: Profile, password_hash: str, turn: throttle.Turn
) -> NewAccount:
    """Make an account without an e-mail address; raise NotFound where the code is void or used up."""
    begin_write()
    taken = db.session.execute(
        update(Invitation)
        .where(Invitation.code_hash == code_digest(code), Invitation.uses_left > 0,
               Invitation.expires_at > clock.now())
        .values(uses_left=Invitation.uses_left - 1).returning(Invitation.site)).first()
    if taken is None:
        raise NotFound("this code is not known, is used up or is over")
    throttle.forgive(turn)
    person = add_person(profile, password_hash=password_hash, site=taken.site)
    name = db.session.scalars(
        select(Personal.sign_in_name).where(Personal.person_id == person.id)).one()
    return NewAccount(person.id, shown_code(name or ""))


def invite(actor_id: str, *, uses: int, days: int, label: str = "", site: str = "") -> str:
    """Write an invitation for `uses` people within `days` and return its code, known to nobody else.

    Raise BadInput for a site that is not registered, or closed.
    """
    begin_write()
    if site:
        sites.require_open(site)
    code = new_code(3)
    db.session.add(Invitation(
        code_hash=code_digest(code), uses_left=uses, label=label, site=site,
        expires_at=clock.now() + timedelta(days=days)))
    audit.record(actor_id, "invitation_made", uses=uses, days=days, label=label, site=site)
    return code


def _may_write_to(normal: str) -> bool:
    try:
        throttle.take_shared_turn("letter", normal, throttle.MAILS)
    except TooOften:
        return False
    return True
