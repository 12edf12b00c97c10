"""Where a request comes from: a network address, a device seen before, this very machine."""

from __future__ import annotations

from flask import Response, request

from elearn.accounts.rules import DEVICE_LASTS, device_name
from elearn.accounts.throttle import Place
from elearn.kernel import config
from elearn.web import cookies

COOKIE = "device"
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def place() -> Place:
    """Return the place of this request."""
    address = request.remote_addr or ""
    # A proxy on this machine speaks for someone else; what it forwards is not from here.
    is_here = config.is_loopback(address) and not any(name in request.headers for name in _FORWARDED)
    return Place(address, request.cookies.get(cookies.name_of(COOKIE), "")[:100], is_here)


def name() -> str:
    """Return the browser and system of this request, in words."""
    return device_name(request.headers.get("User-Agent", ""))


def remember(response: Response, token: str) -> Response:
    """Let this device be known again; `token` may be empty."""
    if token:
        cookies.put(response, COOKIE, token, int(DEVICE_LASTS.total_seconds()))
    return response
