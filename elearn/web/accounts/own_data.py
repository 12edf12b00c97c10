"""A copy of all that is held about someone, to read and to take along: made on request, kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from flask import Response, render_template, stream_template
from flask.typing import ResponseReturnValue

from elearn.accounts import throttle
from elearn.kernel import audit, clock
from elearn.kernel.db import begin_write
from elearn.learning import own_data
from elearn.web import identity
from elearn.web.accounts import acts, copy_words
from elearn.web.accounts.room import blueprint
from elearn.web.guards import signed_in
from elearn.web.sending import to_save

# A copy costs more than any page; whoever wants a seventh in a day waits a little.
_LIMITS = throttle.Limits(free=6, first=throttle.CALM.first * 15, most=throttle.CALM.most)
_TYPES = {"json": "application/json; charset=utf-8", "html": "text/html; charset=utf-8"}
_PIECES = 200


@blueprint.get("/account/export")
@signed_in
def export() -> ResponseReturnValue:
    return render_template("accounts/export.html")


@blueprint.get("/account/export/my-data.html")
@signed_in
def export_html() -> ResponseReturnValue:
    return _copy("html", _page)


@blueprint.get("/account/export/my-data.json")
@signed_in
def export_json() -> ResponseReturnValue:
    return _copy("json", _written)


def _copy(suffix: str, written: Callable[[own_data.Plain], Iterator[str]]) -> Response:
    """Stream everything of the one who asks; nobody else's can be asked for."""
    person_id = identity.reader().person_id
    begin_write()
    throttle.take_shared_turn("export", person_id, _LIMITS)
    audit.record(person_id, "own_data_exported", person_id, format=suffix)
    response = to_save(
        written(own_data.gather(person_id)), _TYPES[suffix], f"my-data-{clock.now():%Y-%m-%d}.{suffix}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _written(held: own_data.Plain) -> Iterator[str]:
    """Yield the copy as JSON, moments in ISO 8601, a few pieces at a time.

    No `<` is in it: a browser that takes the file for a page must find none.
    """
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, default=_plain)
    pieces = encoder.iterencode(held)
    while some := "".join(islice(pieces, _PIECES)):
        yield some.replace("<", "\\u003c")


def _page(held: own_data.Plain) -> Iterator[str]:
    return stream_template(
        "accounts/my_data.html", held=held, of_act=acts.of_act, of_doer=acts.of_doer,
        word=copy_words.word, value=copy_words.value, act_word=copy_words.act)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
