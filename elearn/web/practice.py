"""The answers of a visitor: kept on their own device, signed, for twelve hours, at most 3 KB.

Choices alone are kept. What someone writes needs an account, since here it could not be sealed.
"""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from elearn.document.answers import OwnAnswer, OwnAnswers
from elearn.web import cookies

TWELVE_HOURS = 12 * 3600
MOST_BYTES = 3000
_COOKIE = "practice"

Row = tuple[str, tuple[str, ...], int, int]


def answers() -> OwnAnswers:
    """Return what was answered on this device; nothing where the cookie is old or was changed."""
    raw = request.cookies.get(cookies.name_of(_COOKIE))
    if not raw:
        return OwnAnswers()
    try:
        rows = _serializer().loads(raw, max_age=TWELVE_HOURS)
    except BadData:
        return OwnAnswers()
    return OwnAnswers({row[0]: _answer(*row) for row in rows})


def keep(response: Response, held: OwnAnswers, newest: OwnAnswer) -> int:
    """Put `held` and the newest answer into the cookie; return how many of the oldest fell out."""
    rows = [_row(each) for each in held.by_item.values() if each.item_id != newest.item_id]
    rows.append(_row(newest))
    before = len(rows)
    while len(signed := _signed(rows)) > MOST_BYTES and len(rows) > 1:
        rows.pop(0)
    cookies.put(response, _COOKIE, signed, TWELVE_HOURS)
    return before - len(rows)


def forget(response: Response) -> None:
    """Take the answers off this device."""
    cookies.drop(response, _COOKIE)


def _row(answer: OwnAnswer) -> Row:
    return answer.item_id, answer.choice, int(answer.is_done), answer.confidence


def _answer(item_id: str, choice: list[str], done: int, confidence: int = 0) -> OwnAnswer:
    return OwnAnswer(item_id, "", tuple(choice), is_done=bool(done), confidence=confidence)


def _signed(rows: list[Row]) -> str:
    text = _serializer().dumps(rows)
    return text if isinstance(text, str) else text.decode("ascii")


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="practice")
