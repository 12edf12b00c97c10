"""A new password: by someone signed in, or by a link that was sent; every other sign-in ends."""

from __future__ import annotations

from sqlalchemy import delete, select

from elearn.accounts import links, throttle
from elearn.accounts.models import LoginSession, Person, Personal, ResetLink
from elearn.accounts.rules import RESET_LASTS, network_of, normal_email
from elearn.accounts.services.sessions import end_all_sessions, forget_devices, renew_session
from elearn.accounts.throttle import Place
from elearn.accounts.tokens import digest_of, new_token
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import NotFound, TooOften


def change_password(person_id: str, password_hash: str, *, keep_session: str = "") -> None:
    """Keep a new hash and end every sign-in but `keep_session`; tell the owner by mail."""
    begin_write()
    personal = db.session.get_one(Personal, person_id)
    person = db.session.get_one(Person, person_id)
    personal.password_hash = password_hash
    person.password_changed_at = clock.now()
    db.session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    end_all_sessions(person_id, but=keep_session)
    forget_devices(person_id)
    audit.record(person_id, "password_changed", person_id)
    if personal.email:
        mail.send(personal.email, "password-changed", person.language,
                  reset=links.reset_request_address(person.language))


def renew_password(
    person_id: str, password_hash: str, session_hash: str, proof: throttle.Turn
) -> str:
    """Change the password of someone signed in; return the new token of the one sign-in that stays."""
    begin_write()
    throttle.forgive(proof)
    has_passed = db.session.get_one(LoginSession, session_hash).second_factor_at is not None
    token = renew_session(session_hash, second_factor=has_passed)
    change_password(person_id, password_hash, keep_session=digest_of(token))
    return token


def take_proof_turn(person_id: str, place: Place) -> throttle.Turn:
    """Count a try at the present password of someone signed in; raise TooOften where it is too early."""
    return throttle.take_turn("proof", person_id, place, person_id=person_id)


def request_reset(email: str, lang: str, place: Place) -> None:
    """Send a link to choose a new password, or a letter that says there is no account.

    Nothing that the sender of the form sees tells which. Raise TooOften where hundreds were asked
    for from one network.
    """
    begin_write()
    throttle.take_shared_turn("reset", network_of(place.address), throttle.ADDRESS)
    normal = normal_email(email)
    try:
        throttle.take_shared_turn("letter", normal, throttle.MAILS)
    except TooOften:
        return
    person_id = db.session.scalar(select(Personal.person_id).where(Personal.email_normal == normal))
    if person_id is None:
        mail.send(email, "reset-unknown", lang, register=links.registration_address(lang))
    else:
        mail.send(email, "reset", lang, link=links.reset_address(lang, new_reset(person_id)))


def new_reset(person_id: str, actor_id: str = "") -> str:
    """Write a reset link, asked for by `actor_id` or by mail, and return its token.

    A link given before is void.
    """
    begin_write()
    token = new_token()
    db.session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    db.session.add(ResetLink(
        token_hash=digest_of(token), person_id=person_id, expires_at=clock.now() + RESET_LASTS))
    audit.record(actor_id or person_id, "reset_asked", person_id)
    return token


def use_reset(token: str, password_hash: str) -> str:
    """Use a link up, keep the new hash and end every sign-in; return whose it was.

    Raise NotFound where the link was used before or is over.
    """
    begin_write()
    person_id: str | None = db.session.scalar(
        delete(ResetLink)
        .where(ResetLink.token_hash == digest_of(token), ResetLink.expires_at > clock.now())
        .returning(ResetLink.person_id))
    if person_id is None:
        raise NotFound("this link was used or is over")
    change_password(person_id, password_hash)
    return person_id
