"""People come into being, and describe themselves anew."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from elearn.accounts import sites
from elearn.accounts.models import AccessRole, Person, Personal, Theme
from elearn.accounts.profile import Profile
from elearn.accounts.rules import normal_email
from elearn.accounts.tokens import new_code, plain_code
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput, Conflict


def add_person(
    profile: Profile,
    *,
    password_hash: str | None,
    email: str | None = None,
    access_role: AccessRole = AccessRole.LEARNER,
    site: str = "",
) -> Person:
    """Write a person, with a sign-in name where there is no `email`; raise Conflict where that is taken."""
    begin_write()
    normal = normal_email(email) if email else None
    if normal and is_email_taken(normal):
        raise Conflict("there is an account with this e-mail address already")
    person = Person(
        access_role=access_role, site=site, judicial_role=profile.judicial_role,
        country=profile.country, gender=profile.gender, court_level=profile.court_level,
        appointed_year=profile.appointed_year, language=profile.language)
    db.session.add(person)
    db.session.flush()
    db.session.add(Personal(
        person_id=person.id, display_name=profile.display_name, email=email, email_normal=normal,
        sign_in_name=None if normal else plain_code(new_code(2)), password_hash=password_hash))
    try:
        db.session.flush()
    except IntegrityError:
        # Somebody else took the address between the question above and this row.
        raise Conflict("there is an account with this e-mail address already") from None
    return person


def is_email_taken(normal: str) -> bool:
    """Say whether an account has this address."""
    return bool(db.session.scalar(select(exists().where(Personal.email_normal == normal))))


def change_profile(person_id: str, profile: Profile) -> None:
    """Write what a person now says about themselves."""
    begin_write()
    person = db.session.get_one(Person, person_id)
    if person.country != profile.country and may_choose_site(person.access_role):
        person.site = _site_of(person.site, profile.country)
    person.country = profile.country
    person.judicial_role = profile.judicial_role
    person.language = profile.language
    person.gender = profile.gender
    person.court_level = profile.court_level
    person.appointed_year = profile.appointed_year
    db.session.get_one(Personal, person_id).display_name = profile.display_name
    db.session.flush()


def may_choose_site(role: AccessRole) -> bool:
    """Say whether people with a role choose their own training site: to all others it is given."""
    return role is AccessRole.LEARNER


def choose_site(person_id: str, key: str) -> None:
    """Let a learner belong to an open site of their country, or to none where `key` is empty.

    Raise Conflict where a site was given with a role, since it says whose tables are seen.
    """
    begin_write()
    person = db.session.get_one(Person, person_id)
    if not may_choose_site(person.access_role):
        raise Conflict("the site was given with the role; an administrator changes it")
    if key and key != person.site and sites.require_open(key).country != person.country:
        raise BadInput("this training site is in another country")
    person.site = key
    db.session.flush()


def _site_of(key: str, country: str) -> str:
    """Return the site of somebody who moved to a country: none where it is known to be elsewhere."""
    found = sites.find(key) if key else None
    return "" if found is not None and found.country != country else key


def set_language(person_id: str, lang: str) -> None:
    """Keep the language someone chose for the pages and for their letters."""
    begin_write()
    db.session.get_one(Person, person_id).language = lang
    db.session.flush()


def set_theme(person_id: str, theme: Theme) -> None:
    """Keep the colours someone chose, for their other devices."""
    begin_write()
    db.session.get_one(Person, person_id).theme = theme
    db.session.flush()
