"""The session cookie: read once, and yet each request asks whether it is genuine, young and its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from elearn.web.sessions import KeptSessions

DAY = 24 * 3600
Opened = Callable[[str], Any]


@pytest.fixture
def sessions(app: Flask) -> KeptSessions:
    return KeptSessions(app)


@pytest.fixture
def opened(app: Flask, sessions: KeptSessions) -> Opened:
    """Open the session of a request that sends this text as its cookie."""

    def open_with(text: str) -> Any:
        name = sessions.get_cookie_name(app)
        environ = EnvironBuilder(headers={"Cookie": f"{name}={text}"}).get_environ()
        return sessions.open_session(app, Request(environ))

    return open_with


def _signed(app: Flask, sessions: KeptSessions, held: dict[str, Any]) -> str:
    serializer = sessions.get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(held))


def test_a_cookie_read_before_still_grows_too_old(
    app: Flask, sessions: KeptSessions, opened: Opened, monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, now = _signed(app, sessions, {"sign-in": "a"}), time.time()
    assert dict(opened(text)) == {"sign-in": "a"}
    monkeypatch.setattr(time, "time", lambda: now + 30 * DAY - 60)
    assert dict(opened(text)) == {"sign-in": "a"}
    monkeypatch.setattr(time, "time", lambda: now + 30 * DAY + 60)
    assert dict(opened(text)) == {}


def test_a_cookie_from_the_future_is_none(
    app: Flask, sessions: KeptSessions, opened: Opened, monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, now = _signed(app, sessions, {"sign-in": "a"}), time.time()
    monkeypatch.setattr(time, "time", lambda: now - DAY)
    assert dict(opened(text)) == {}


def test_a_forged_cookie_is_none_however_often_it_comes(
    app: Flask, sessions: KeptSessions, opened: Opened,
) -> None:
    text = _signed(app, sessions, {"sign-in": "a"})
    opened(text)
    for _ in range(2):
        assert dict(opened("x" + text)) == {}


def test_another_secret_ends_cookies_that_were_read_before(
    app: Flask, sessions: KeptSessions, opened: Opened,
) -> None:
    text = _signed(app, sessions, {"sign-in": "a"})
    assert dict(opened(text)) == {"sign-in": "a"}
    app.secret_key = "another"
    assert dict(opened(text)) == {}


def test_what_one_request_changes_no_other_sees(
    app: Flask, sessions: KeptSessions, opened: Opened,
) -> None:
    text = _signed(app, sessions, {"sign-in": "a", "listed": [1]})
    first = opened(text)
    first["sign-in"] = "b"
    first["listed"].append(2)
    assert dict(opened(text)) == {"sign-in": "a", "listed": [1]}
