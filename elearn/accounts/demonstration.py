"""Five people to try the course with, who can sign in on this very machine alone."""

from __future__ import annotations

from pathlib import Path

import pyotp

from elearn.accounts import hashing, keys, queries, services, sites
from elearn.accounts.countries import INVENTED
from elearn.accounts.models import AccessRole, JudicialRole, Personal
from elearn.accounts.principal import STAFF
from elearn.accounts.profile import Profile
from elearn.accounts.rules import DEMONSTRATION
from elearn.accounts.sites import Site
from elearn.accounts.tokens import new_code
from elearn.kernel import audit, clock
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction

_NAMES = {
    AccessRole.LEARNER: ("Amara Okello", JudicialRole.JUDGE, ""),
    AccessRole.TRAINER: ("Tomas Veld", JudicialRole.JUDGE, ""),
    AccessRole.FOCAL_POINT: ("Leila Marou", JudicialRole.COURT_STAFF, "velmara-judicial-academy"),
    AccessRole.OFFICER: ("Ines Corvalan", JudicialRole.OTHER, ""),
    AccessRole.ADMINISTRATOR: ("Sami Haddad", JudicialRole.OTHER, ""),
}
_COUNTRY = "XA"
_PLACES = {
    "judicial-academy": "Judicial Academy", "high-court": "High Court", "appeal-court": "Court of Appeal",
    "north-regional-court": "Regional Court North", "south-regional-court": "Regional Court South"}
# The sites of the invented countries; the keys are those that imagined learners belong to.
SITES = tuple(Site(f"{name.casefold()}-{key}", code, f"{title} of {name}")
              for code, name in INVENTED.items() for key, title in _PLACES.items())


def ensure_people(settings: Settings) -> list[str]:
    """Make the demonstration people what `demo.txt` says, and return the lines to print at the start.

    The passphrase and the secret are drawn once for each data folder. Without `settings.demo` their
    sign-ins end and nothing is printed. Runs in a transaction of its own.
    """
    if not settings.demo:
        _withdraw()
        return []
    with transaction():
        sites.add_all(audit.COMMAND_LINE, SITES)
    path = settings.data / "demo.txt"
    passphrase, secret = _kept(path)
    for email, role in DEMONSTRATION.items():
        _ensure(email, role, passphrase, secret)
    lines = _lines(passphrase, secret)
    _write(path, lines)
    return lines


def _ensure(email: str, role: AccessRole, passphrase: str, secret: str) -> None:
    held = queries.find_account(email)
    db.session.rollback()
    is_known = held is not None and hashing.is_password(held.password_hash, passphrase)
    password_hash = held.password_hash if held and is_known else hashing.hash_password(passphrase)
    name, judicial_role, site = _NAMES[role]
    with transaction():
        person_id = held.person_id if held else services.add_person(
            Profile(name, _COUNTRY, judicial_role), email=email, password_hash=password_hash,
            access_role=role, site=site).id
        personal = db.session.get_one(Personal, person_id)
        personal.password_hash = password_hash
        if role in STAFF:
            personal.totp_secret = keys.seal(person_id, "totp", secret)
            personal.totp_confirmed_at = personal.totp_confirmed_at or clock.now()


def _withdraw() -> None:
    found = [held for held in map(queries.find_account, DEMONSTRATION) if held]
    db.session.rollback()
    with transaction():
        for held in found:
            services.end_all_sessions(held.person_id)


def _kept(path: Path) -> tuple[str, str]:
    """Return the passphrase and the secret written in demo.txt, or new ones."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    held = {name: value for name, _, value in (line.partition(": ") for line in lines)}
    return held.get(_PASSPHRASE) or new_code(4).lower(), held.get(_SECRET) or pyotp.random_base32()


_PASSPHRASE = "passphrase of all"
_SECRET = "TOTP secret of focal@, officer@ and admin@"


def _lines(passphrase: str, secret: str) -> list[str]:
    return [
        "Demonstration people, on this machine alone:",
        *(f"  {email} ({role.value.replace('_', ' ')})" for email, role in DEMONSTRATION.items()),
        f"{_PASSPHRASE}: {passphrase}",
        f"{_SECRET}: {secret}",
    ]


def _write(path: Path, lines: list[str]) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
