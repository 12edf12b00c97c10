"""What can go wrong, as a tree that the doors translate.

    ElearnError
    ├── BadInput      what was sent cannot be used; the message says what to do (400)
    ├── NotAllowed    this person may not (403)
    ├── NotFound      there is no such thing, or not for this person (404)
    ├── Conflict      the thing has changed meanwhile (409)
    ├── Closed        the thing is over and takes no more (410)
    └── TooOften      tried too often; `wait` says for how many seconds (429)
"""

from __future__ import annotations


class ElearnError(Exception):
    """An error with a message that may be shown to the person who caused it."""

    status = 500

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class BadInput(ElearnError):
    status = 400


class NotAllowed(ElearnError):
    status = 403


class NotFound(ElearnError):
    status = 404


class Conflict(ElearnError):
    status = 409


class Closed(ElearnError):
    status = 410


class TooOften(ElearnError):
    status = 429

    def __init__(self, message: str = "", wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait
