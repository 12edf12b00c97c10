"""Reports of mistakes as a way to hurt staff: script, terminals, floods, names, another's reports."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.models import AccessRole
from elearn.kernel import mail
from elearn.kernel.db import db
from elearn.learning.mistakes import queries
from elearn.learning.mistakes.models import MistakeReport
from elearn.learning.mistakes.services import MOST_A_DAY
from tests.web.browser import Browser

PAGE = "/en/mistakes/in/m1-q1"
HOSTILE = [
    "<script>alert(1)</script>", "</blockquote><form action=//evil.example>", "{{ config }} {% raw %}",
    "javascript:alert(1)", "=cmd|' /C calc'!A0", "\x00csrf\x00 \x00text\x00", "%(said)s %s {0}",
    "' OR 1=1 --", "Bcc: all@court.example\r\nSubject: urgent",
]


def report(browser: Browser, said: str) -> int:
    return browser.post_form(PAGE, PAGE, {"said": said, "block": "m1-q1"}).status_code


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(MistakeReport.said).order_by(MistakeReport.said_at)))


@pytest.fixture
def officer(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    return browser


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_are_words_to_staff_and_to_their_writer(
    app: Flask, judge: Browser, officer: Browser, said: str,
) -> None:
    assert report(judge, said) == 200
    with app.app_context():
        held = queries.reports()[0].id
    for page in (officer.html("/en/mistakes"), officer.html(f"/en/mistakes/{held}"),
                 judge.html("/en/my-record")):
        assert "<script>alert" not in page and "<form action=//" not in page
        assert 'href="javascript:' not in page and "\x00" not in page


@pytest.mark.parametrize("said", [
    "wrong\x1b]52;c;cm0gLXJmIC8=\x07 paragraph", "wrong\x1b[2J paragraph", "wrong\x9b2J paragraph",
    "wrong\x00 paragraph", "wrong\x08\x08\x08 paragraph"])
def test_no_report_or_answer_moves_the_terminal_of_its_reader(
    app: Flask, judge: Browser, said: str,
) -> None:
    assert report(judge, said) == 200
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in stored(app)[0])
    assert stored(app)[0].startswith("wrong") and stored(app)[0].endswith("paragraph")


def test_a_line_return_begins_no_line_of_its_own_in_a_list(app: Flask, judge: Browser) -> None:
    report(judge, "first\rsecond\r\nthird\n")
    assert stored(app) == ["first\nsecond\nthird"]


def test_whoever_sends_many_hides_nobody_elses_report(app: Flask, judge: Browser, officer: Browser) -> None:
    for number in range(MOST_A_DAY):
        assert report(judge, f"flood {number}") == 200
    assert report(judge, "one too many") == 400
    late = Browser(app)
    late.sign_in()
    report(late, "paragraph 2.5 was meant")
    page = officer.html("/en/mistakes?state=open")
    assert page.index("flood 0<") < page.index("paragraph 2.5 was meant") < page.index("flood 1<")


def test_the_same_words_a_hundred_times_are_one_report(app: Flask, judge: Browser) -> None:
    assert {report(judge, "again and again") for _ in range(40)} == {200}
    assert len(stored(app)) == 1


def test_staff_learn_nobody_and_nobody_learns_staff(app: Flask, judge: Browser, officer: Browser) -> None:
    report(judge, "a slip")
    with app.app_context():
        held = queries.reports()[0].id
    shown = officer.html("/en/mistakes") + officer.html(f"/en/mistakes/{held}")
    assert judge.person_id not in shown
    officer.post_form(f"/en/mistakes/{held}", f"/en/mistakes/{held}", {
        "state": "mended", "answer": "Thanks"})
    page = judge.html("/en/my-record")
    assert "Thanks" in page and officer.person_id not in page and held not in page


def test_a_letter_about_an_answer_holds_none_of_its_words(
    app: Flask, judge: Browser, officer: Browser,
) -> None:
    report(judge, "a slip\r\nBcc: all@court.example")
    with app.app_context():
        held = queries.reports()[0].id
    officer.post_form(f"/en/mistakes/{held}", f"/en/mistakes/{held}", {
        "state": "stands", "answer": "See this\r\nBcc: all@court.example"})
    with app.app_context():
        for letter in db.session.scalars(select(mail.Letter)):
            whole = letter.subject + letter.text + letter.html + letter.address
            assert "Bcc" not in whole and "See this" not in whole and "a slip" not in whole


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"])
def test_the_desk_opens_to_no_other_role_by_any_verb(
    app: Flask, judge: Browser, role: AccessRole, method: str,
) -> None:
    report(judge, "a slip")
    with app.app_context():
        held = queries.reports()[0].id
    browser = Browser(app)
    browser.sign_in(role)
    token = browser.form("/en/account/password", "/en/account/password").values["csrf_token"]
    for path in ("/en/mistakes", f"/en/mistakes/{held}"):
        sent = browser.client.open(path, method=method, data={
            "csrf_token": token, "state": "mended", "answer": "mine now"})
        assert sent.status_code in (403, 405)
        assert "a slip" not in sent.text
    with app.app_context():
        assert queries.reports()[0].answer == ""


def test_a_report_in_the_name_of_another_or_answered_by_its_writer_is_neither(
    app: Flask, judge: Browser, officer: Browser,
) -> None:
    form = judge.form(PAGE, PAGE, "said")
    judge.post(PAGE, {**form.values, "said": "a slip", "block": "m1-q1", "state": "mended",
                      "reporter_id": officer.person_id, "answer": "mine",
                      "answered_by": officer.person_id, "id": "0" * 32,
                      "revision": "../../x", "unit_id": "m2-read"})
    with app.app_context():
        held = db.session.scalars(select(MistakeReport)).one()
        assert (held.reporter_id, held.state.value, held.answer, held.unit_id) == (
            judge.person_id, "open", "", "m1-choose")
        assert held.id != "0" * 32 and held.answered_by is None


def test_a_block_outside_the_unit_or_of_a_test_cannot_be_reported(app: Flask, judge: Browser) -> None:
    form = judge.form(PAGE, PAGE, "said")
    for block in ("m2-r1", "t-final-one", "", "%00", "x" * 5000):
        assert judge.post(PAGE, {**form.values, "said": "a slip", "block": block}).status_code == 400
    for path in ("t-final-one", "bank", "%2e%2e", "x" * 3000):
        assert judge.get(f"/en/mistakes/in/{path}").status_code == 404
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(MistakeReport)) == 0
