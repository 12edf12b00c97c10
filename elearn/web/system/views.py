"""Static files, and the two questions of whoever watches over the server."""

from __future__ import annotations

from mimetypes import guess_type
from posixpath import normpath

from flask import Blueprint, Response, make_response, request, send_from_directory

from elearn.kernel.errors import NotFound
from elearn.web import static_files
from elearn.web.guards import open_to_all
from elearn.web.system import readiness

FOR_EVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("system", __name__)


@blueprint.get("/static/<path:name>")
@open_to_all
def static(name: str) -> Response:
    """Send a static file; what carries the hash of its content may be kept for ever."""
    if name != normpath(name):  # One name a file, or every detour would be hashed and kept anew.
        raise NotFound
    response = _file(name)
    # The style sheet names its fonts without a hash; a font with other content gets another name.
    known = request.args.get("v") == static_files.digest(name) or name.endswith(".woff2")
    response.headers["Cache-Control"] = FOR_EVER if known else "public, no-cache"
    return response


@blueprint.get("/healthz")
@open_to_all
def healthz() -> Response:
    """Say that the process answers, whatever else may be broken."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@open_to_all
def readyz() -> Response:
    """Say whether this server can be of use, and if not, why and what to do."""
    reason = readiness.why_not()
    return _plain(f"not ready: {reason}" if reason else "ready", 503 if reason else 200)


def _file(name: str) -> Response:
    packed = static_files.compressed(name)
    if packed is None or not request.accept_encodings["gzip"]:
        response = send_from_directory(static_files.FOLDER, name)
    else:
        response = make_response(packed)
        response.content_type = f"{guess_type(name)[0]}; charset=utf-8"
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(f"{static_files.digest(name)}-gzip")
        response.make_conditional(request)
    if packed is not None:
        response.vary.add("Accept-Encoding")
    return response


def _plain(text: str, status: int) -> Response:
    response = make_response(text, status)
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response
