"""What every answer says to the browser about safety, and how long it may be kept."""

from __future__ import annotations

from flask import Flask, Response, request

from elearn.web import identity

POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": the check against forged posts on https reads the referrer of our own pages.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def init_app(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.extend(ALWAYS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    if "Cache-Control" not in response.headers:
        # On a shared phone the next reader must not find a page of the last one by going back.
        personal = identity.has_session()
        response.headers["Cache-Control"] = "no-store" if personal else "private, no-cache"
    return response
