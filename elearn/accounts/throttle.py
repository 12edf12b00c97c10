"""Slowing down whoever guesses, without ever locking out whoever knows.

A row counts the failures of one path (`sign-in`, `second-factor`, …) for one subject (an account)
from one place (a known device, else a network address). After a few, each further failure sets the
moment when that place may try again. Three things keep this from becoming a lock:

- A wait is a promise. What is sent before its end is not looked at, not counted, and lengthens
  nothing; nobody at another place can lengthen it either. So the right password, after the wait
  that was told, gets in.
- A device that someone signed in from before is a place of its own, whatever happens at the address
  it shares with a courthouse, and whatever the world tries on that account.
- When an account is tried from many places, or one place tries many accounts, new places are given
  fewer free tries and longer waits, but always a try.

What it costs a guesser: from one address about 100 tries a day on an account; from 10,000 addresses
24 a day each. That is why passwords are checked against lists, and why staff need a second factor.
A try is counted as a failure before the password is looked at, and forgiven when it was right: a
hundred sent at once are counted one after another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from elearn.accounts.models import KnownDevice, SignInAttempt
from elearn.accounts.rules import DEVICE_LASTS, network_of
from elearn.accounts.tokens import digest_of, keyed_digest
from elearn.kernel import clock
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import TooOften

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failures are free, and how the wait grows from `first`, doubling, up to `most`."""

    free: int
    first: timedelta
    most: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return the wait after this many failures."""
        over = failures - self.free
        return timedelta(0) if over < 0 else min(self.most, self.first * 2 ** min(over, 20))


CALM = Limits(free=5, first=timedelta(seconds=4), most=timedelta(minutes=15))
SIEGE = Limits(free=1, first=timedelta(minutes=1), most=timedelta(hours=1))
KNOWN = Limits(free=10, first=timedelta(seconds=4), most=timedelta(minutes=5))
MAILS = Limits(free=3, first=timedelta(minutes=10), most=timedelta(hours=1))
# A whole courthouse stands behind one address on a training day.
ADDRESS = Limits(free=300, first=timedelta(minutes=1), most=timedelta(minutes=15))
SIEGE_FROM = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a try comes from: a network address and the token of a device, or an empty text."""

    address: str
    device: str = ""
    is_here: bool = False  # on this very machine


@dataclass(frozen=True, slots=True)
class Turn:
    """A try that was counted and may now be looked at."""

    path: str
    subject: str
    place: str


def limits_for(*, is_known: bool, on_subject: int, from_place: int) -> Limits:
    """Return the limits of a place, given the failures of a day on the account and from the address."""
    if is_known:
        return KNOWN
    return SIEGE if max(on_subject, from_place) >= SIEGE_FROM else CALM


def take_turn(path: str, subject: str, place: Place, *, person_id: str | None = None) -> Turn:
    """Count a try on an account; raise TooOften, with the seconds left, where it is too early.

    `subject` is what was typed or who is meant; `person_id` is who that is, where there is someone.
    """
    begin_write()
    known = person_id is not None and is_known_device(place.device, person_id)
    where = (keyed_digest("device", place.device) if known
             else keyed_digest("address", network_of(place.address)))
    who = keyed_digest("subject", subject)
    limits = limits_for(
        is_known=known,
        on_subject=_failures(path, SignInAttempt.subject == who),
        from_place=_failures(path, SignInAttempt.place == where))
    return _counted(Turn(path, who, where), limits)


def take_shared_turn(path: str, subject: str, limits: Limits) -> Turn:
    """Count a try where every place counts as one: mails to an address, codes from a network.

    Raise TooOften, with the seconds left, where it is too early.
    """
    begin_write()
    return _counted(Turn(path, keyed_digest("subject", subject), ""), limits)


def wait_left(path: str, subject: str) -> int:
    """Return for how many seconds a shared turn must still wait, 0 for none; nothing is counted."""
    row = db.session.get(SignInAttempt, (path, keyed_digest("subject", subject), ""))
    now = clock.now()
    return int((row.open_at - now).total_seconds()) + 1 if row is not None and row.open_at > now else 0


def forgive(turn: Turn) -> None:
    """Forget the failures of this place on this account: it was right."""
    begin_write()
    db.session.execute(delete(SignInAttempt).where(
        SignInAttempt.path == turn.path, SignInAttempt.subject == turn.subject,
        SignInAttempt.place == turn.place))


def is_known_device(device: str, person_id: str) -> bool:
    """Say whether someone signed in from the device with this token before."""
    if not device:
        return False
    row = db.session.get(KnownDevice, (digest_of(device), person_id))
    return row is not None and row.seen_at > clock.now() - DEVICE_LASTS


def _counted(turn: Turn, limits: Limits) -> Turn:
    now = clock.now()
    row = _locked_row(turn, now)
    if row.open_at > now:
        raise TooOften(wait=int((row.open_at - now).total_seconds()) + 1)
    if row.tried_at < now - FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.tried_at = now
    row.open_at = now + limits.wait(row.failures)
    db.session.flush()
    return turn


def _locked_row(turn: Turn, now: datetime) -> SignInAttempt:
    """Return the row of this turn, made where there is none, held against others until the commit."""
    is_sqlite = db.session.connection().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    db.session.execute(
        insert(SignInAttempt)
        .values(path=turn.path, subject=turn.subject, place=turn.place,
                failures=0, tried_at=now, open_at=now)
        .on_conflict_do_nothing())
    return db.session.scalars(
        select(SignInAttempt)
        .where(SignInAttempt.path == turn.path, SignInAttempt.subject == turn.subject,
               SignInAttempt.place == turn.place)
        .with_for_update().execution_options(populate_existing=True)
    ).one()


def _failures(path: str, which: object) -> int:
    since = clock.now() - FORGOTTEN_AFTER
    counted = select(func.coalesce(func.sum(SignInAttempt.failures), 0)).where(
        SignInAttempt.path == path, which, SignInAttempt.tried_at >= since)  # type: ignore[arg-type]
    return int(db.session.scalar(counted) or 0)
