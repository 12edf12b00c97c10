"""The register of training sites: keys that people, invitations and figures name, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select

from elearn.accounts import countries
from elearn.accounts.models import TrainingSite
from elearn.accounts.rules import BadName, clean_name
from elearn.kernel import audit
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput, Conflict, NotFound

KEY_MOST = 60
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Site:
    """A line of the register."""

    key: str
    country: str
    name: str
    is_open: bool = True


def every(country: str = "", *, only_open: bool = False) -> tuple[Site, ...]:
    """Return the register, or what of it is in a country, in the order of countries and names."""
    wanted = select(TrainingSite).order_by(TrainingSite.country, TrainingSite.name, TrainingSite.key)
    if country:
        wanted = wanted.where(TrainingSite.country == country)
    if only_open:
        wanted = wanted.where(TrainingSite.is_open)
    return tuple(Site(row.key, row.country, row.name, row.is_open) for row in db.session.scalars(wanted))


def names() -> Mapping[str, str]:
    """Return what each site is called, by its key, closed ones too."""
    return {each.key: each.name for each in every()}


def find(key: str) -> Site | None:
    """Return the site with this key, or None."""
    row = db.session.get(TrainingSite, key)
    return Site(row.key, row.country, row.name, row.is_open) if row else None


def site_name(key: str) -> str:
    """Return what a site is called; the key itself where it stands in no register."""
    found = find(key) if key else None
    return found.name if found else key


def require_open(key: str) -> Site:
    """Return an open site; raise BadInput, guessing which was meant, for any other key."""
    found = find(key)
    if found is None:
        guesses = get_close_matches(key, [each.key for each in every(only_open=True)], 3, 0.5)
        meant = f"; did you mean {' or '.join(guesses)}?" if guesses else "; `elearn site list` shows all"
        raise BadInput(f"no training site is registered as {key!r}{meant}")
    if not found.is_open:
        raise BadInput(f"the training site {key!r} is closed; open it again, or choose another")
    return found


def add(actor_id: str, key: str, country: str, name: str) -> Site:
    """Register a site; raise BadInput where something cannot be used, Conflict where the key is taken."""
    begin_write()
    site = checked(key, country, name)
    if db.session.get(TrainingSite, site.key) is not None:
        raise Conflict(f"the key {site.key!r} is taken")
    _write(actor_id, [site])
    return site


def add_all(actor_id: str, found: Iterable[Site]) -> tuple[Site, ...]:
    """Register those of `found`, which were `checked`, whose keys are not taken; return these."""
    begin_write()
    taken = names()
    fresh = tuple(each for each in found if each.key not in taken)
    _write(actor_id, fresh)
    return fresh


def rename(actor_id: str, key: str, name: str) -> None:
    """Call a site something else; its key stays, and with it all that names it."""
    begin_write()
    held = _held(key)
    before, held.name = held.name, _name(name)
    audit.record(actor_id, "site_renamed", site=key, before=before, after=held.name)
    db.session.flush()


def close(actor_id: str, key: str) -> None:
    """Let nobody new choose a site; who belongs to it goes on, and its figures stand."""
    begin_write()
    held = _held(key)
    if held.is_open:
        held.is_open = False
        audit.record(actor_id, "site_closed", site=key)


def reopen(actor_id: str, key: str) -> None:
    """Let people choose a closed site again."""
    begin_write()
    held = _held(key)
    if not held.is_open:
        held.is_open = True
        audit.record(actor_id, "site_opened", site=key)


def checked(key: str, country: str, name: str) -> Site:
    """Return a site that may be registered; raise BadInput, saying what to mend."""
    if len(key) > KEY_MOST or not _KEY.fullmatch(key):
        raise BadInput(f"{key!r} is no key: use small letters a to z, digits and single hyphens, such as "
                       "nairobi or sao-paulo")
    if country not in countries.CODES and country not in countries.INVENTED:
        raise BadInput(f"{country!r} is no country code of two capital letters, such as KE")
    return Site(key, country, _name(name))


def _write(actor_id: str, fresh: Iterable[Site]) -> None:
    for site in fresh:
        db.session.add(TrainingSite(key=site.key, country=site.country, name=site.name, is_open=True))
        audit.record(actor_id, "site_added", site=site.key, country=site.country, name=site.name)
    db.session.flush()


def _held(key: str) -> TrainingSite:
    held = db.session.get(TrainingSite, key)
    if held is None:
        raise NotFound(f"no training site is registered as {key!r}")
    return held


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except BadName as error:
        raise BadInput(f"{text[:60]!r} cannot be the name of a site: {error}") from None
