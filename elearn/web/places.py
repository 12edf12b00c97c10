"""From what a form sends to what the record keeps: places in the order shown become option keys.

A form never carries a key: it says "the second", and only the server knows what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from elearn.document.course import StepKey
from elearn.document.questions import QuestionKey, QuestionKind
from elearn.kernel.errors import BadInput
from elearn.learning.rules import DO_NOT_KNOW
from elearn.web.forms import Problem

Fields = MultiDict[str, str]
# The place that says "I do not know yet", where a question offers it.
UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought, as it was: places chosen, the place given to each row, words written.

    `sure` is "1" (a guess), "2" or "3" (certain), or empty where nothing was said.
    """

    places: frozenset[int] = frozenset()
    rows: Mapping[int, int] = field(default_factory=dict)
    text: str = ""
    sure: str = ""

    def checked(self, place: int) -> Markup:
        """Return the attribute of the option at `place`, or nothing where it was not chosen."""
        return Markup(" checked") if place in self.places else Markup("")

    def selected(self, row: int, place: int) -> Markup:
        """Return the attribute of `place` in the list of a row, or nothing where another was chosen."""
        return Markup(" selected") if self.rows.get(row) == place else Markup("")


class Unanswered(Exception):
    """An answer is missing or not whole; `problem` says so to the reader and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def sent_in(fields: Fields) -> Sent:
    """Return what a form brought; raise BadInput where a place is not a number."""
    rows = {
        _number(name.removeprefix("place-")): _number(value)
        for name, value in fields.items() if name.startswith("place-") and value
    }
    places = frozenset(_number(value) for value in fields.getlist("choice") if value)
    sure = fields.get("sure", "")
    return Sent(places, rows, fields.get("text", "").replace("\r\n", "\n"),
                sure if sure in ("1", "2", "3") else "")


def choice_of(key: QuestionKey, sent: Sent) -> tuple[str, ...]:
    """Return the option keys that were chosen, in the form the record keeps them.

    Raise Unanswered where something is missing, BadInput where a place does not exist.
    """
    try:
        if key.kind is QuestionKind.ORDER:
            return _order(key, sent)
        if key.kind is QuestionKind.MATCH:
            return _match(key, sent)
        return _chosen(key, sent)
    except LookupError:
        raise BadInput(gettext("This is not one of the options of the question.")) from None


def sent_for(key: QuestionKey, choice: tuple[str, ...]) -> Sent:
    """Return what a form would bring for a stored choice: the way back from keys to places."""
    if choice == (DO_NOT_KNOW,):
        return Sent(frozenset({UNKNOWN}))
    shown = {option.key: place for place, option in enumerate(key.options, start=1)}
    if key.kind is QuestionKind.ORDER:
        return Sent(rows={shown[held]: place for place, held in enumerate(choice, start=1)})
    if key.kind is QuestionKind.MATCH:
        right = {held: place for place, held in enumerate(key.counterparts, start=1)}
        pairs = (pair.split("=", 1) for pair in choice)
        return Sent(rows={shown[left]: right[held] for left, held in pairs})
    return Sent(frozenset(shown[held] for held in choice))


def step_choice(step: StepKey, sent: Sent) -> str:
    """Return `step-id:key` for the way taken out of a scenario step; raise BadInput for no such way."""
    for place in sent.places:
        if 1 <= place <= len(step.choices):
            return f"{step.id}:{step.choices[place - 1].key}"
    raise BadInput(gettext("Choose one of the ways shown."))


def _chosen(key: QuestionKey, sent: Sent) -> tuple[str, ...]:
    if not sent.places:
        message = (gettext("Choose one answer.") if key.kind in (QuestionKind.ONE, QuestionKind.SCALE)
                   else gettext("Choose at least one."))
        raise Unanswered(Problem(f"{key.id}-1", message))
    return tuple(key.key_at(place) for place in sorted(sent.places))


def _order(key: QuestionKey, sent: Sent) -> tuple[str, ...]:
    rows = range(1, len(key.options) + 1)
    _require_rows(key, sent, rows, gettext("Give every line a place."))
    for row in rows:
        twin = next((other for other in rows if other < row and sent.rows[other] == sent.rows[row]), None)
        if twin is not None:
            raise Unanswered(Problem(f"{key.id}-{row}", gettext(
                "Two lines have place %(place)s. Give each a place of its own.", place=sent.rows[row])))
    if set(sent.rows) != set(rows) or set(sent.rows.values()) != set(rows):
        raise LookupError
    return tuple(key.key_at(row) for row in sorted(rows, key=lambda row: sent.rows[row]))


def _match(key: QuestionKey, sent: Sent) -> tuple[str, ...]:
    rows = [place for place, option in enumerate(key.options, start=1) if option.text]
    _require_rows(key, sent, rows, gettext("Choose a match for every line."))
    return tuple(f"{key.key_at(row)}={key.counterpart_at(sent.rows[row])}" for row in rows)


def _require_rows(key: QuestionKey, sent: Sent, rows: range | list[int], message: str) -> None:
    missing = next((row for row in rows if row not in sent.rows), None)
    if missing is not None:
        raise Unanswered(Problem(f"{key.id}-{missing}", message))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise BadInput(gettext("This is not one of the options of the question."))
    return int(text)
