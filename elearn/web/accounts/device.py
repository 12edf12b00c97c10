"""Where a request comes from: a network address, a device seen before, this very machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

from elearn.accounts.rules import DEVICE_LASTS, device_name
from elearn.accounts.throttle import Place
from elearn.kernel import config
from elearn.web import cookies

COOKIE = "device"
_FORWARDED = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip",
    "Cf-Connecting-Ip", "True-Client-Ip")


def place() -> Place:
    """Return the place of this request."""
    address = request.remote_addr or ""
    return Place(address, request.cookies.get(cookies.name_of(COOKIE), "")[:100], _is_here(address))


def _is_here(address: str) -> bool:
    # A proxy or a tunnel on this machine speaks for someone else: it says so, or names another host.
    asked = urlsplit(f"//{request.host}").hostname or ""
    is_forwarded = any(name in request.headers for name in _FORWARDED)
    return config.is_loopback(address) and config.is_loopback(asked) and not is_forwarded


def name() -> str:
    """Return the browser and system of this request, in words."""
    return device_name(request.headers.get("User-Agent", ""))


def remember(response: Response, token: str) -> Response:
    """Let this device be known again; `token` may be empty."""
    if token:
        cookies.put(response, COOKIE, token, int(DEVICE_LASTS.total_seconds()))
    return response
