"""What a form of a test says that was sent after its sign-in had ended, for the page that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from elearn.learning.attempts import queries
from elearn.learning.attempts.queries import Attempt
from elearn.web import chosen, kept, openings
from elearn.web.assessment.room import enrolled, revision_of
from elearn.web.assessment.taking import item_at
from elearn.web.kept import Told
from elearn.web.places import Fields


@kept.tells("assessment.answer", "choice", "place-")
def answer(values: Mapping[str, Any], fields: Fields) -> Told:
    """Return the test, the number of the question and the options that were sent for it."""
    held = _attempt(fields)
    item = item_at(held, values["place"])
    title = gettext("%(test)s: your answer to question %(number)s",
                    test=openings.name_of(held.test), number=item.place)
    return Told(title, chosen.in_words(revision_of(held), queries.key(item.wording), fields))


@kept.tells("assessment.submit")
def submit(values: Mapping[str, Any], fields: Fields) -> Told:
    """Return which test was handed in."""
    return Told(gettext("%(test)s: hand it in", test=openings.name_of(_attempt(fields).test)))


def _attempt(fields: Fields) -> Attempt:
    return queries.attempt(enrolled().id, fields.get("attempt", ""))
