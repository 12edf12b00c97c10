"""The signed session cookie, whose signature is checked once a process and whose age at each request."""

from __future__ import annotations

import time
from copy import deepcopy
from functools import lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

# Cookies of as many readers at work are remembered; one that was forged never is.
_KEPT = 10_000


class KeptSessions(SecureCookieSessionInterface):
    """Flask's own sessions, but that the same cookie is not taken apart again at each request.

    A browser sends the same text with every page; checking it anew cost a twelfth of a page of a test.
    """

    def __init__(self, app: Flask) -> None:
        @lru_cache(maxsize=_KEPT)
        def read(secret: object, signed: str) -> tuple[dict[str, Any], int]:
            serializer = self.get_signing_serializer(app)
            if serializer is None:
                raise BadSignature("there is no secret to sign with")
            held, at = serializer.loads(signed, return_timestamp=True)
            return held, int(at.timestamp())

        self._read = read

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the cookie holds; an empty session where it is missing, forged or too old."""
        signed = request.cookies.get(self.get_cookie_name(app))
        if not signed:
            return self.session_class()
        try:
            held, signed_at = self._read(app.secret_key, signed)
        except BadSignature:
            return self.session_class()
        age = int(time.time()) - signed_at
        if not 0 <= age <= app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        # Each request may change its session; what is kept must not change with it.
        return self.session_class(deepcopy(held))


def init_app(app: Flask) -> None:
    """Let `app` open its sessions by way of what it has read before."""
    app.session_interface = KeptSessions(app)
