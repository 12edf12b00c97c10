"""A form that comes after its sign-in had ended: kept, sealed, for the one person it was drawn for.

Each form of a learning act carries a mark: our signature over person, address and event. By it alone
the form is kept for 24 hours, in no session and on no device. Whoever signs in as that person is asked
whether to save it; nobody else ever sees it. Forms of accounts carry no mark and are never kept.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from elearn.kernel import clock, db
from elearn.kernel.errors import NotFound, TooOften
from elearn.learning.keeping import services
from elearn.web import identity, navigation

FIELD, CONFIRMED = "mark", "kept"
# A page may stand open as long as a sign-in lasts at most; an older form is refused.
DAYS = 30
_OWN = ("csrf_token", FIELD, CONFIRMED)


@dataclass(frozen=True, slots=True)
class Told:
    """A kept form in plain words: what it is, the options chosen, the text written."""

    title: str
    chosen: tuple[Markup, ...] = ()
    text: str = ""


Telling = Callable[[Mapping[str, Any], "MultiDict[str, str]"], Told]
# Endpoint → how a room tells what a form for it says, and without which fields there is nothing to keep.
TELLS: dict[str, Telling] = {}
_NEEDS: dict[str, tuple[str, ...]] = {}


def tells(endpoint: str, *needs: str) -> Callable[[Telling], Telling]:
    """Let the decorated function tell what forms sent to `endpoint` say.

    Where `needs` are named, a form is kept only if a field whose name so begins holds something.
    """

    def decorate(telling: Telling) -> Telling:
        TELLS[endpoint], _NEEDS[endpoint] = telling, needs
        return telling

    return decorate


def init_app(app: Flask) -> None:
    """Forget a kept form once its sender confirmed it and it was taken."""
    app.after_request(_forget_confirmed)


def field(address: str, event: str) -> Markup:
    """Return the hidden field of a form for the present reader; empty for a visitor.

    `address` is the path it is sent to, without the language.
    """
    reader = identity.principal()
    if reader is None:
        return Markup("")
    return Markup(f'<input type="hidden" name="{FIELD}" value="{mark(reader.person_id, address, event)}">')


def mark(person_id: str, address: str, event: str) -> str:
    """Return our signature over person, address and event, with the day and the person it was made for."""
    day = clock.now().toordinal()
    return f"{person_id}.{day:x}.{_signature(person_id, day, address, event)}"


def sender() -> str:
    """Return for whom the form of this request was drawn; empty where we did not sign it, or long ago."""
    person_id, _, rest = request.form.get(FIELD, "").partition(".")
    written, _, signature = rest.partition(".")
    if not (signature.isascii() and written.isalnum() and written.isascii() and len(written) < 8):
        return ""
    try:
        day = int(written, 16)
    except ValueError:
        return ""
    age = clock.now().toordinal() - day
    due = _signature(person_id, day, request.path.split("/", 2)[-1], request.form.get("event", ""))
    return person_id if 0 <= age <= DAYS and hmac.compare_digest(due, signature) else ""


def instead() -> ResponseReturnValue | None:
    """Keep the form of this request where its sender is not signed in, and say so; else return None."""
    whose, reader = sender(), identity.principal()
    if not whose or not navigation.is_from_here() or (reader and reader.person_id == whose):
        return None
    if not _says_something() or not _keep(whose):
        return None
    if reader is None:
        return redirect(url_for("accounts.sign_in", next=url_for("keeping.waiting")), 303)
    return make_response(render_template("keeping/of_another.html"), 409)


def _says_something() -> bool:
    needs = _NEEDS.get(request.endpoint or "", ())
    return not needs or any(
        value.strip() for name, value in request.form.items(multi=True) if name.startswith(needs))


def _keep(person_id: str) -> bool:
    values = request.view_args or {}
    note = f"note/{values['section_id']}" if "section_id" in values else ""
    place = str(note or values.get("item_id") or values.get("block_id") or "post")
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
    db.db.session.rollback()
    try:
        with db.transaction():
            services.keep_post(person_id, request.path, place, sent)
    except (NotFound, TooOften):
        return False
    return True


def _signature(person_id: str, day: int, address: str, event: str) -> str:
    said = f"kept|{person_id}|{day}|{address}|{event}".encode()
    made = hmac.digest(str(current_app.secret_key).encode(), said, "sha256")[:16]
    return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")


def _forget_confirmed(response: Response) -> Response:
    if request.method == "POST" and db.is_writing() and response.status_code < 400:
        named, reader = request.form.get(CONFIRMED, ""), identity.principal()
        # The error handlers do not reach here, and PostgreSQL takes no zero byte.
        if named.isalnum() and reader is not None:
            services.forget_post(reader.person_id, named)
    return response
