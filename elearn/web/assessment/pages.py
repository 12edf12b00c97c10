"""The page of one question: set once for each wording, language and role, then filled for each reader.

What is kept holds the words of the question and nothing of its key; what a reader chose, when it was
saved and how the other questions stand are holes in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from flask import render_template
from flask_babel import gettext
from markupsafe import Markup, escape

from elearn.learning.attempts import queries
from elearn.learning.attempts.queries import Attempt, AttemptItem
from elearn.learning.attempts.rules import has_do_not_know
from elearn.render.web import WebRenderer
from elearn.web import identity, kept, languages, openings, templating, told
from elearn.web.assessment import addresses
from elearn.web.assessment.room import enrolled, revision_of
from elearn.web.forms import Problem
from elearn.web.places import Sent, sent_for
from elearn.web.shelf import Shelf
from elearn.web.skeleton import OpenFrame, Skeleton, frame_values, hole

_pages: Shelf[Skeleton] = Shelf(2000)
_numbers: Shelf[tuple[str, ...]] = Shelf(1000)


class _Open:
    """Stands where a form says what is chosen: a hole for each place."""

    def checked(self, place: int) -> Markup:
        return hole(f"checked:{place}")

    def selected(self, row: int, place: int) -> Markup:
        return hole(f"row:{row}:{place}")


@dataclass(frozen=True, slots=True)
class Mending:
    """An answer that was not whole: what was sent, and what is to be mended."""

    sent: Sent
    problem: Problem


def question_page(held: Attempt, item: AttemptItem, mending: Mending | None = None) -> str:
    """Return the page of one question as it stands for its reader, or with what is to be mended."""
    lang, reader = languages.current(), identity.principal()
    role = reader.access_role.value if reader else ""
    if mending is not None:
        skeleton = Skeleton(_set(held, item, mending.problem))
    else:
        name = (item.wording, held.revision_id, held.test, lang, role)
        skeleton = _pages.get(name, lambda: Skeleton(_set(held, item, None)))
    sent = mending.sent if mending else sent_for(queries.key(item.wording), item.choice)
    event, rest = uuid4().hex, f"tests/{held.test.value}/{item.place}"
    values = dict.fromkeys(skeleton.holes, "")
    values |= frame_values()
    values |= {
        "rest": rest, "mark": kept.field(rest, event), "place": str(item.place),
        "count": str(len(held.items)), "attempt": held.id, "event": event, "base": item.event_id,
        "saved": _saved(item), "numbers": _row_of_numbers(held, item.place, lang),
        "back": _back(lang) if item.place > 1 else "",
        "onward": addresses.question(lang, held.test.value, item.place + 1)
        if item.place < len(held.items) else addresses.review(lang, held.test.value),
    }
    values |= {f"checked:{place}": " checked" for place in sent.places}
    values |= {f"row:{row}:{place}": " selected" for row, place in sent.rows.items()}
    return skeleton.fill(values)


def _set(held: Attempt, item: AttemptItem, problem: Problem | None) -> str:
    revision, asked = revision_of(held), queries.asked(item.wording)
    part = WebRenderer(revision, addresses.of_passages(revision)).place(asked)
    return render_template(
        "assessment/question.html", frame=OpenFrame(is_anywhere=True), hole=hole, item=asked, part=part,
        test=held.test.value, name=openings.name_of(held.test), label=told.label, sent=_Open(),
        legend=told.legend(asked.kind), has_unknown=has_do_not_know(held.test),
        problem=problem, problems=[problem] if problem else [], content_lang=revision.lang,
        is_missing_here=revision.lang != languages.current(), csrf=templating.csrf_field(hole("csrf")),
        ui=languages.interface_marks(revision.lang, languages.current()))


def _saved(item: AttemptItem) -> str:
    at = queries.saved_at(enrolled().id, item)
    if at is None:
        return ""
    return _saved_on(languages.current(), at.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _saved_on(lang: str, at: datetime) -> str:
    words = gettext("Saved on %(moment)s.", moment=openings.moment(at))
    return str(Markup('<p class="hint saved"><time datetime="{}">{}</time></p>').format(
        at.isoformat(timespec="minutes"), words))


@lru_cache(maxsize=64)
def _back(lang: str) -> str:
    """Return the button that leads back, in the language of this request, which `lang` names."""
    words = escape(gettext("Save and go back"))
    return f'<button class="button plain" name="go" value="previous">{words}</button>'


def _row_of_numbers(held: Attempt, here: int, lang: str) -> str:
    words = _numbers.get((lang, len(held.items)), lambda: _numbers_in_words(len(held.items)))
    return "".join(
        words[4 * (item.place - 1) + 2 * item.is_answered + (item.place == here)] for item in held.items)


def _numbers_in_words(count: int) -> tuple[str, ...]:
    """Return for each place its button in four states: open or answered, elsewhere or here."""
    return tuple(
        _number(place, is_answered=is_answered, is_here=is_here)
        for place in range(1, count + 1) for is_answered in (False, True) for is_here in (False, True))


def _number(place: int, *, is_answered: bool, is_here: bool) -> str:
    words = (gettext("Question %(number)s, answered", number=place) if is_answered
             else gettext("Question %(number)s, not answered", number=place))
    return (
        f'<li><button class="button plain number{" is-answered" if is_answered else ""}" form="answer"'
        f' name="go" value="{place}"{" aria-current=step" if is_here else ""}>'
        f'<span aria-hidden="true">{place}{" ✓" if is_answered else ""}</span>'
        f'<span class="visually-hidden">{escape(words)}</span></button></li>')


