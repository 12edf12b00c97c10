"""The second factor: codes of an app on the phone (TOTP, RFC 6238) and recovery codes on paper."""

from __future__ import annotations

import hmac
import unicodedata

import pyotp
from sqlalchemy import delete

from elearn.accounts import keys, throttle
from elearn.accounts.models import Personal, RecoveryCode
from elearn.accounts.throttle import Place, Turn
from elearn.accounts.tokens import code_digest, new_code
from elearn.kernel import audit, clock
from elearn.kernel.db import begin_write, db

PATH = "second-factor"
CODES = 10
_STEP = 30
_ITEM = "totp"


def begin_totp(person_id: str) -> None:
    """Draw a secret for someone who has none that is confirmed; one drawn before is kept."""
    begin_write()
    personal = db.session.get_one(Personal, person_id, with_for_update=True)
    if personal.totp_secret is None:
        personal.totp_secret = keys.seal(person_id, _ITEM, pyotp.random_base32())
        db.session.flush()


def confirm_totp(person_id: str, code: str) -> tuple[str, ...] | None:
    """Confirm the secret drawn before by a first code; return recovery codes, or None for a wrong code."""
    begin_write()
    if not _is_current(person_id, code):
        return None
    personal = db.session.get_one(Personal, person_id)
    personal.totp_confirmed_at = clock.now()
    audit.record(person_id, "second_factor_set_up", person_id)
    return new_recovery_codes(person_id)


def new_recovery_codes(person_id: str) -> tuple[str, ...]:
    """Return ten new recovery codes, to be shown once; those given before are void."""
    begin_write()
    # Two who ask at once, each not seeing the other's, would leave twenty that are right.
    db.session.get_one(Personal, person_id, with_for_update=True)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = tuple(new_code(3) for _ in range(CODES))
    db.session.add_all(RecoveryCode(code_hash=code_digest(code), person_id=person_id) for code in codes)
    db.session.flush()
    return codes


def take_code_turn(person_id: str, place: Place) -> Turn:
    """Count a try at the second factor; raise TooOften where it is too early.

    Unlike passwords, six digits can be searched through, so that all unknown places count as one:
    whoever knows the password can make its owner wait, up to 15 minutes, on a new device alone.
    """
    begin_write()
    if throttle.is_known_device(place.device, person_id):
        return throttle.take_turn(PATH, person_id, place, person_id=person_id)
    return throttle.take_shared_turn(PATH, person_id, throttle.CALM)


def check_code(person_id: str, code: str, turn: Turn) -> bool:
    """Say whether a code of the app or a recovery code is right, and use it up; forgive the try."""
    begin_write()
    personal = db.session.get_one(Personal, person_id)
    confirmed = personal.totp_confirmed_at is not None
    right = confirmed and (_is_current(person_id, code) or _is_recovery(person_id, code))
    if right:
        throttle.forgive(turn)
    return right


def remove_totp(person_id: str, actor_id: str) -> None:
    """Take someone's second factor away; staff are asked for a new one when they next sign in."""
    begin_write()
    personal = db.session.get_one(Personal, person_id)
    personal.totp_secret = personal.totp_confirmed_at = None
    personal.totp_step = 0
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    audit.record(actor_id, "second_factor_removed", person_id)


def _is_current(person_id: str, code: str) -> bool:
    """Say whether the code is that of now, one step before or after, and newer than any used."""
    personal = db.session.get_one(Personal, person_id, with_for_update=True)
    if personal.totp_secret is None:
        return False
    totp = pyotp.TOTP(keys.open_sealed(person_id, _ITEM, personal.totp_secret), interval=_STEP)
    # An Arabic or Persian keyboard types other digits; they mean the same.
    typed = "".join(str(unicodedata.digit(c)) for c in code if c.isdecimal())
    now = int(clock.now().timestamp()) // _STEP
    for step in (now - 1, now, now + 1):
        if step > personal.totp_step and hmac.compare_digest(totp.generate_otp(step), typed):
            personal.totp_step = step
            db.session.flush()
            return True
    return False


def _is_recovery(person_id: str, code: str) -> bool:
    held = db.session.get(RecoveryCode, code_digest(code))
    if held is None or held.person_id != person_id:
        return False
    db.session.delete(held)
    db.session.flush()
    audit.record(person_id, "recovery_code_used", person_id)
    return True
