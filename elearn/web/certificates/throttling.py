"""Who must wait at the page of verification: an address that guesses codes, never another one."""

from __future__ import annotations

from datetime import timedelta

from flask import request

from elearn.accounts import throttle
from elearn.accounts.rules import network_of
from elearn.accounts.throttle import Limits
from elearn.kernel.db import transaction
from elearn.kernel.errors import TooOften

_GUESS, _UPLOAD = "verify", "verify-file"
# A clerk may mistype a stack of certificates; a hundred bits are not found in thirty tries a minute.
GUESSES = Limits(free=30, first=timedelta(seconds=5), most=timedelta(minutes=2))
UPLOADS = Limits(free=60, first=timedelta(seconds=5), most=timedelta(minutes=2))


def count_guess() -> None:
    """Count a code that the register does not know; raise TooOften where this address brought too many.

    What is known is never counted and never refused: a hundred bits are not found by trying, and one
    guesser behind the address of a courthouse, or of a proxy, must not close the register for the rest.
    """
    _count(_GUESS, GUESSES)


def count_upload() -> None:
    """Count a file to be checked; raise TooOften where this address brought too many."""
    _count(_UPLOAD, UPLOADS)


def _count(path: str, limits: Limits) -> None:
    # Whoever must wait is told so by a read: a storm of them never holds up those who write.
    wait = throttle.wait_left(path, _network())
    if wait:
        raise TooOften(wait=wait)
    with transaction():
        throttle.take_shared_turn(path, _network(), limits)


def _network() -> str:
    return network_of(request.remote_addr or "")
