"""The copy of one's own data: whole, one's own alone, and nothing that was not revealed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from elearn.accounts import services
from elearn.accounts.models import AccessRole
from elearn.document.questions import Verdict
from elearn.kernel import audit, clock
from elearn.kernel.db import transaction
from elearn.learning.mistakes import services as mistakes
from tests.factories.courses import small_revision
from tests.factories.people import person
from tests.web.browser import Browser
from tests.web.sitting import Sitter

JSON, HTML = "/en/account/export/my-data.json", "/en/account/export/my-data.html"
SECRET = "What I have told nobody else, القاضي, 法官"


def copy_of(browser: Browser) -> dict[str, Any]:
    answer = browser.get(JSON)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    held: dict[str, Any] = json.loads(answer.text)
    return held


def test_everything_of_theirs_is_in_both_files(app: Flask, judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "2"})
    judge.answer("m2-story", "m2-r1", {"text": SECRET})
    with app.app_context():
        officer = person(access_role=AccessRole.OFFICER)
        with transaction():
            services.note_look(officer.id, judge.person_id, "asked by the academy")
            mistakes.report(judge.person_id, small_revision(), "m1-q1", "A word is missing here")
    held = copy_of(judge)
    page = judge.get(HTML)
    assert page.headers["Content-Disposition"].startswith('attachment; filename="my-data-')
    [course] = held["courses"]
    assert [act["act"] for act in course["acts"]] == ["enrol", "answer", "reflect"]
    assert course["acts"][1]["chosen"] and course["acts"][1]["asked"] == "What do you do first?"
    assert course["acts"][2]["text"] == SECRET
    assert held["account"]["name"] == "Amara Okello" and "@" in held["account"]["email"]
    assert held["mistakes_reported"][0]["said"] == "A word is missing here"
    assert [(each["action"], each["by"], each["purpose"]) for each in held["account_log"]] == [
        ("own_data_exported", "oneself", ""), ("looked_at", "officer", "asked by the academy")]
    for words in (SECRET, "Amara Okello", "A word is missing here", "asked by the academy",
                  course["acts"][1]["chosen"][0], "programme officer"):
        assert words in page.text, words
    assert officer.id not in page.text + json.dumps(held)
    assert "argon2" not in page.text + json.dumps(held)


def test_each_copy_is_written_down(app: Flask, judge: Browser) -> None:
    judge.get(JSON)
    judge.get(HTML)
    with app.app_context():
        entries = audit.about(judge.person_id)
    assert [(each.action, each.detail) for each in entries] == [
        ("own_data_exported", {"format": "html"}), ("own_data_exported", {"format": "json"})]


def test_nobody_else_has_a_copy_of_mine(judge: Browser, visitor: Browser) -> None:
    assert visitor.get(JSON).status_code == 303
    for other in (f"{JSON}?person_id={'a' * 32}", "/en/account/export/my-data.zip"):
        assert judge.person_id in judge.get(other).text or judge.get(other).status_code == 404


def test_copies_in_a_row_are_slowed_down_and_nobody_is_locked_out(judge: Browser) -> None:
    assert [judge.get(JSON).status_code for _ in range(7)] == [200] * 6 + [429]
    with clock.fixed(clock.now().replace(year=clock.now().year + 1)):
        assert judge.get("/en/account").status_code in (200, 303)


@pytest.mark.parametrize("rightly", [0, 6])
def test_what_was_right_in_a_test_follows_a_pass(sitter: Sitter, rightly: int) -> None:
    sitter.sit("entry", rightly=rightly)
    if not rightly:
        sitter.declare()
    sitter.sit("final", rightly=rightly)
    held = copy_of(sitter)
    final = next(test for test in held["courses"][0]["tests"] if test["test"] == "final")
    assert final["is_passed"] is (rightly == 6) and len(final["items"]) == 6
    assert all(item["asked"] and item["options"] and item["chosen"] for item in final["items"])
    assert [("was_right" in item) for item in final["items"]] == [rightly == 6] * 6
    if not rightly:
        told = json.dumps(final)
        assert not any(f'"{verdict.value}"' in told for verdict in Verdict)
    assert "Feedback" not in json.dumps(held)
