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


def refuse_guessers() -> None:
    """Raise TooOften, before anything is looked up, where this address must still wait."""
    wait = throttle.wait_left(_GUESS, _network())
    if wait:
        raise TooOften(wait=wait)


def count_guess() -> None:
    """Count a code that the register does not know; what was known costs nobody anything."""
    with transaction():
        throttle.take_shared_turn(_GUESS, _network(), GUESSES)


def count_upload() -> None:
    """Count a file to be checked; raise TooOften where this address brought too many."""
    with transaction():
        throttle.take_shared_turn(_UPLOAD, _network(), UPLOADS)


def _network() -> str:
    return network_of(request.remote_addr or "")
