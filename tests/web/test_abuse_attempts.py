"""Tests under attack: keys before their time, another's attempt, forms of another kind, no sign-in."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.answering import right
from tests.factories.courses import PLANTED_EXPLANATION, PLANTED_FEEDBACK
from tests.factories.tested import examined_bank
from tests.web.browser import Fields
from tests.web.sitting import COUNT, KEYS, Sitter, fields

TOLD_LATER = (PLANTED_FEEDBACK, PLANTED_EXPLANATION)
VERDICT = re.compile(r"\b(?:sound|defensible|risky|breach|is-right|is-partly|is_right)\b", re.IGNORECASE)


@pytest.mark.parametrize("test", ["entry", "final"])
def test_no_page_of_an_attempt_tells_a_key_before_a_pass(sitter: Sitter, test: str) -> None:
    sitter.declare()
    pages = [sitter.html(f"/en/tests/{test}")]
    sitter.begin(test)
    for place in range(1, COUNT + 1):
        pages.append(sitter.html(f"/en/tests/{test}/{place}"))
        pages.append(sitter.give(test, place, {"place-1": "1", "choice": "1"}).text)
        pages.append(sitter.html(f"/en/tests/{test}/{place}"))
    pages.append(sitter.html(f"/en/tests/{test}/review"))
    pages.append(sitter.html(sitter.hand_in(test)))
    pages += [sitter.get(f"/en/tests/{test}/1").text, sitter.html("/en/tests"), sitter.html("/en/course/")]
    assert "right" in pages[-4], "the result is among the pages"
    for page in pages:
        assert not [word for word in TOLD_LATER if word in page]
        assert not VERDICT.findall(page.partition("<main")[2].replace("Official text", ""))
        for wording in re.findall(r"\b[0-9a-f]{64}\b", page):
            pytest.fail(f"a digest over a key is sent: {wording}")


def test_the_search_for_keys_finds_them_once_they_are_told(sitter: Sitter) -> None:
    sitter.declare()
    page = sitter.sit("final")
    assert all(word in page for word in TOLD_LATER) and VERDICT.search(page)


def test_order_and_size_of_a_question_say_nothing_about_its_key(sitter: Sitter) -> None:
    sitter.begin("entry")
    lengths = set()
    for place in range(1, COUNT + 1):
        page = sitter.html(f"/en/tests/entry/{place}")
        assert all(value.isdigit() for value in re.findall(r'name="choice" value="([^"]*)"', page))
    place = sitter.place_of("entry", "order")
    page = sitter.html(f"/en/tests/entry/{place}")
    shown = [page.index(text) for text in ("Notice the tie", "Disclose it", "Hear the parties", "Decide<")]
    assert shown != sorted(shown)
    one = sitter.place_of("entry", "one")
    for option in ("1", "2", "3"):
        sitter.give("entry", one, {"choice": option})
        lengths.add(len(sitter.html(f"/en/tests/entry/{one}")))
    assert len(lengths) == 1, "the page is as long for a right answer as for a wrong one"


def test_no_question_of_a_bank_is_on_a_page_of_the_course(sitter: Sitter) -> None:
    ids = [item.question.id for item in examined_bank().items]
    for path in ("", "course/", "course/m1-choose", "downloads", "tests", "tests/entry"):
        page = sitter.html(f"/en/{path}")
        assert not [each for each in ids if each in page]


def _attempts(sitter: Sitter) -> dict[str, str]:
    """Begin a running and a finished attempt; return their ids by test."""
    sitter.declare()
    sitter.begin("final")
    running = str(sitter.question("final", 1).values["attempt"])
    sitter.begin("entry")
    finished = str(sitter.question("entry", 1).values["attempt"])
    sitter.hand_in("entry")
    return {"final": running, "entry": finished}


def test_anothers_attempt_is_not_found_by_any_verb(sitter: Sitter) -> None:
    victims = _attempts(sitter)
    thief = Sitter(sitter.app)
    thief.sign_in()
    thief.post_form("/en/course/", "/en/enrol", {})
    thief.declare()
    thief.begin("final")
    thief.begin("entry")
    for test, attempt in victims.items():
        form = thief.question(test, 1).values
        for page in ("1", "review", "result"):
            assert thief.get(f"/en/tests/{test}/{page}?attempt={attempt}").status_code == 404
        stolen: Fields = {**form, "attempt": attempt, "choice": "1"}
        assert thief.post(f"/en/tests/{test}/1", stolen).status_code == 404
        assert thief.post(f"/en/tests/{test}/1?attempt={form['attempt']}", stolen).status_code == 404
        assert thief.post(f"/en/tests/{test}/review", stolen).status_code == 404
    assert "0 of 6 questions are answered" in sitter.html("/en/tests/final")


def test_an_attempt_is_served_under_its_own_test_alone(sitter: Sitter) -> None:
    sitter.declare()
    sitter.begin("entry")
    sitter.begin("final")
    form = sitter.question("entry", 1).values
    assert sitter.get(f"/en/tests/final/1?attempt={form['attempt']}").status_code == 404
    assert sitter.post("/en/tests/final/1", {**form, "choice": "1"}).status_code == 404
    assert sitter.post("/en/tests/final/review", form).status_code == 404


@pytest.mark.parametrize("attempt", ["", "0", "-1", "x" * 32, "' or 1=1", "ab" * 16])
def test_an_attempt_that_is_none_is_not_found(sitter: Sitter, attempt: str) -> None:
    sitter.begin("entry")
    form = sitter.question("entry", 1).values
    for path in ("/en/tests/entry/1", "/en/tests/entry/review"):
        assert sitter.post(path, {**form, "attempt": attempt, "choice": "1"}).status_code == 404
    without = {name: value for name, value in form.items() if name != "attempt"}
    assert sitter.post("/en/tests/entry/review", without).status_code == 404


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", ""])
def test_a_form_of_another_kind_changes_nothing(sitter: Sitter, kind: str) -> None:
    sitter.begin("entry")
    form = sitter.question("entry", 1)
    body = json.dumps({**form.values, "choice": "0"})
    for path in (form.action, "/en/tests/entry/review", "/en/tests/entry", "/en/declare-reading"):
        sent = sitter.client.post(path, data=body, content_type=kind)
        assert sent.status_code in (303, 400, 404) and "/result" not in (sent.location or "")
    assert "0 of 6 questions are answered" in sitter.html("/en/tests/entry")


@pytest.mark.parametrize("path", ["entry/1", "entry/review", "entry", ""])
def test_a_get_never_writes(sitter: Sitter, path: str) -> None:
    sitter.begin("entry")
    form = sitter.question("entry", 1).values
    query = "&".join(f"{name}={value}" for name, value in {**form, "choice": "1", "go": "next"}.items())
    sitter.get(f"/en/tests/{path}?{query}".replace("tests/?", "tests?"))
    assert "0 of 6 questions are answered" in sitter.html("/en/tests/entry")


def test_a_post_from_another_site_is_refused(sitter: Sitter) -> None:
    sitter.begin("entry")
    form = sitter.question("entry", 1)
    values = {**form.values, "choice": "1", "csrf_token": "forged"}
    sent = sitter.client.post(form.action, data=values, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 400
    visitor = Sitter(sitter.app)
    for path in ("/en/tests/entry", "/en/tests/entry/1", "/en/tests/entry/review", "/en/declare-reading"):
        lost = visitor.client.post(path, data=values, headers={"Sec-Fetch-Site": "cross-site"})
        assert lost.status_code in (400, 401)
    assert "0 of 6 questions are answered" in sitter.html("/en/tests/entry")


def test_extra_fields_decide_nothing(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    sitter.give("entry", place, {
        **fields(right(KEYS["t-entry-one"])), "is_right": "1", "score": "12", "right": "12",
        "submitted_at": "2020-01-01", "pass_mark": "0", "person_id": "0", "test": "final", "place": "6",
        "item_id": "t-entry-all", "enrolment_id": "0", "is_passed": "1"})
    assert "1 of 5 right" in sitter.html(sitter.hand_in("entry"))


def test_no_page_of_a_test_stays_in_a_browser(sitter: Sitter) -> None:
    sitter.begin("entry")
    for path in ("/en/tests", "/en/tests/entry", "/en/tests/entry/1", "/en/tests/entry/review"):
        assert sitter.get(path).headers["Cache-Control"] == "no-store"
