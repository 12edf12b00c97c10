"""Pure decisions about names, addresses, devices and how long a sign-in lasts."""

from __future__ import annotations

import ipaddress
import unicodedata
from datetime import timedelta
from enum import StrEnum
from itertools import groupby

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import STAFF

NAME_MOST = 120
# As typed, before spaces and marks are put in order; ordering marks costs the square of their number.
TYPED_MOST = 10 * NAME_MOST
APPOINTED_FROM = 1940
RESET_LASTS = timedelta(minutes=10)
REGISTRATION_LASTS = timedelta(days=1)
DEVICE_LASTS = timedelta(days=180)
_SIGN_IN_LASTS = timedelta(days=14)
_STAFF_SIGN_IN_LASTS = timedelta(hours=12)

# These addresses can belong to nobody (RFC 2606), so no real person is ever taken for one of them.
DEMONSTRATION = {
    "judge@example.org": AccessRole.LEARNER,
    "trainer@example.org": AccessRole.TRAINER,
    "focal@example.org": AccessRole.FOCAL_POINT,
    "officer@example.org": AccessRole.OFFICER,
    "admin@example.org": AccessRole.ADMINISTRATOR,
}

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Fillers, the Braille blank and variation selectors count as letters or marks but draw nothing.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5") | {
    chr(c) for c in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
_MARKS_MOST = 4

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrom", "Chrome"), ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)


class NameProblem(StrEnum):
    """Why a text cannot be someone's name."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNSEEN = "unseen"


class BadName(ValueError):
    """A text that cannot be a name; `problem` says why."""

    def __init__(self, problem: NameProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def clean_name(text: str) -> str:
    """Return a typed name in NFC with single spaces; raise BadName.

    Marks that steer direction, join unseen or pile up are refused: they let one name pass for another.
    """
    if len(text) > TYPED_MOST:
        raise BadName(NameProblem.TOO_LONG)
    # Spaces alone: `split()` would also quietly mend tabs and line ends, which no name contains.
    name = " ".join(unicodedata.normalize("NFC", text).strip().replace("\u00a0", " ").split(" "))
    name = " ".join(part for part in name.split(" ") if part)
    if len(name) > NAME_MOST:
        raise BadName(NameProblem.TOO_LONG)
    if any(unicodedata.category(c) in _UNSEEN or c in _BLANK for c in name) or _marks_pile_up(name):
        raise BadName(NameProblem.UNSEEN)
    if not any(c.isalpha() for c in name):
        raise BadName(NameProblem.EMPTY)
    return name


def _marks_pile_up(name: str) -> bool:
    runs = groupby(name, key=lambda c: unicodedata.category(c) in ("Mn", "Me"))
    return any(is_mark and len(list(run)) > _MARKS_MOST for is_mark, run in runs)


def normal_email(text: str) -> str:
    """Return the form of an address under which it is unique: no spaces around, no capitals."""
    return text.strip().casefold()


def sign_in_lasts(role: AccessRole) -> timedelta:
    """Return how long a sign-in lasts, whatever happens: a working day for staff."""
    return _STAFF_SIGN_IN_LASTS if role in STAFF else _SIGN_IN_LASTS


def network_of(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the /64 that one line is given in IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def device_name(user_agent: str) -> str:
    """Return browser and system in words the owner knows again; never the whole user agent."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)
