"""A judge who sits tests without JavaScript: begins, answers by the places shown, hands in."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from elearn.document.catalogue import Revision
from elearn.document.questions import QuestionKey, question_key
from elearn.kernel.db import transaction
from elearn.learning import services
from elearn.learning.attempts.wordings import hash_of
from tests.browser.answering import Chosen, right, wrong
from tests.factories.tested import examined_bank
from tests.web.browser import Browser, Fields, Form, forms

KEYS = {item.question.id: question_key(item.question, hash_of(item, "en"))
        for item in examined_bank().items}
COUNT = 6


def activate(revision: Revision) -> None:
    """Serve a revision from now on."""
    with transaction():
        services.activate(revision.course, revision.bank)


def fields(chosen: Chosen) -> Fields:
    """Return what a form sends for an answer."""
    if chosen.rows is not None:
        return {f"place-{row}": str(place) for row, place in chosen.rows.items()}
    return {"choice": [str(place) for place in chosen.places]}


class Sitter(Browser):
    """Keeps cookies; follows nothing by itself."""

    def begin(self, test: str) -> str:
        """Begin a test; return the address of the question it leads to."""
        named: Fields = {"name": "Amara Okello"} if test == "final" else {}
        sent = self.post_form(f"/en/tests/{test}", f"/en/tests/{test}", named)
        assert sent.status_code == 303, sent.status
        return str(sent.location)

    def begin_again(self, test: str) -> str:
        """Send the form of beginning for a test that is running; return where it leads to."""
        token = forms(self.html("/en/tests"))[0].values["csrf_token"]
        return str(self.post(f"/en/tests/{test}", {"csrf_token": token, "event": "ab" * 16}).location)

    def question(self, test: str, place: int) -> Form:
        """Return the form of a question as it stands."""
        return self.form(f"/en/tests/{test}/{place}", f"/en/tests/{test}/{place}")

    def key_at(self, test: str, place: int) -> QuestionKey:
        """Return the key of the question at a place, known by its id."""
        found = re.search(r'id="(t-\w+-\w+)-1"', self.html(f"/en/tests/{test}/{place}"))
        assert found, "the page names its question"
        return KEYS[found.group(1)]

    def place_of(self, test: str, kind: str) -> int:
        """Return where the question of a kind stands in the form."""
        return next(place for place in range(1, COUNT + 1)
                    if self.key_at(test, place).id == f"t-{test}-{kind}")

    def give(self, test: str, place: int, answer: Fields, go: str = "next") -> TestResponse:
        """Open a question, answer it and send it."""
        form = self.question(test, place)
        return self.post(form.action, {**form.values, **answer, "go": go})

    def answer_all(self, test: str, *, rightly: int = COUNT) -> None:
        """Answer every question, the first `rightly` of them rightly."""
        for place in range(1, COUNT + 1):
            key = self.key_at(test, place)
            self.give(test, place, fields(right(key) if place <= rightly else wrong(key)))

    def hand_in(self, test: str) -> str:
        """Hand in a test; return the address of the result."""
        sent = self.post_form(f"/en/tests/{test}/review", f"/en/tests/{test}/review", {})
        assert sent.status_code == 303, sent.status
        return str(sent.location)

    def sit(self, test: str, *, rightly: int = COUNT) -> str:
        """Sit a whole test; return the page of the result."""
        self.begin(test)
        self.answer_all(test, rightly=rightly)
        return self.html(self.hand_in(test))

    def declare(self) -> None:
        """Say that the text was read, which opens the final test."""
        self.post_form("/en/declare-reading", "/en/declare-reading", {})
