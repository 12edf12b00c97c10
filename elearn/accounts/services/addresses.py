"""A new e-mail address: asked for by its owner, taken once a letter to it was answered."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from elearn.accounts import links, throttle
from elearn.accounts.models import AddressChange, Person, Personal, ResetLink
from elearn.accounts.rules import RESET_LASTS, normal_email
from elearn.accounts.services.people import is_email_taken
from elearn.accounts.tokens import digest_of, new_token
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import Conflict, NotFound, TooOften


def ask_new_address(person_id: str, email: str, lang: str) -> None:
    """Send a letter that confirms a new address, or one that says it has an account already.

    Nothing that the sender of the form sees tells which. An earlier letter is void; after three letters
    to one address in a day, further ones wait.
    """
    begin_write()
    normal = normal_email(email)
    try:
        throttle.take_shared_turn("letter", normal, throttle.MAILS)
    except TooOften:
        return
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person_id))
    if is_email_taken(normal):
        mail.send(email, "already-registered", lang, sign_in=links.sign_in_address(lang),
                  reset=links.reset_request_address(lang))
        return
    token = new_token()
    db.session.add(AddressChange(token_hash=digest_of(token), person_id=person_id, email=email,
                                 expires_at=clock.now() + RESET_LASTS))
    db.session.flush()
    mail.send(email, "new-address", lang, link=links.new_address(lang, token))


def take_new_address(person_id: str, token: str) -> str:
    """Use a link up, give this person the address it was sent to, tell the old one; return the new one.

    Raise NotFound where it was used, is over or is another's, Conflict where the address has an account
    meanwhile.
    """
    begin_write()
    email = db.session.scalar(
        delete(AddressChange)
        .where(AddressChange.token_hash == digest_of(token), AddressChange.person_id == person_id,
               AddressChange.expires_at > clock.now())
        .returning(AddressChange.email))
    if email is None:
        raise NotFound("this link was used or is over")
    personal, person = db.session.get_one(Personal, person_id), db.session.get_one(Person, person_id)
    old, personal.email, personal.email_normal = personal.email, email, normal_email(email)
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict("there is an account with this e-mail address already") from None
    # What was sent to the old address must not open the account any more.
    db.session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    audit.record(person_id, "email_changed", person_id)
    if old:
        mail.send(old, "address-changed", person.language, help=links.help_address(person.language))
    return str(email)


def waiting_address(person_id: str, token: str) -> str:
    """Return the address that a link confirms for this person, or nothing where it is over."""
    return db.session.scalar(select(AddressChange.email).where(
        AddressChange.token_hash == digest_of(token), AddressChange.person_id == person_id,
        AddressChange.expires_at > clock.now())) or ""
