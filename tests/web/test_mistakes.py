"""From the link under a passage to the answer in the reader's record."""

from __future__ import annotations

import re

import pytest

from elearn.accounts.models import AccessRole
from tests.web.browser import Browser

UNIT = "/en/course/m1-choose"
REPORT = "/en/mistakes/in/m1-q1"


def reported(browser: Browser, said: str = "The paragraph is 2.5.") -> None:
    answer = browser.post_form(REPORT, REPORT, {"said": said, "block": "m1-q1"})
    assert answer.status_code == 200 and "your report is stored" in answer.text


def officer(browser: Browser) -> Browser:
    made = Browser(browser.app)
    made.sign_in(AccessRole.OFFICER)
    return made


def test_every_passage_of_a_unit_leads_to_a_report(judge: Browser) -> None:
    links = re.findall(r'href="\.\./mistakes/in/([a-z0-9-]+)\?in=[0-9a-f]{10}"', judge.html(UNIT))
    assert "m1-c1" in links and "m1-q1" not in links
    for block in links:
        assert judge.get(f"/en/mistakes/in/{block}").status_code == 200


def test_a_visitor_signs_in_first_and_comes_back(visitor: Browser) -> None:
    answer = visitor.get(f"{REPORT}?in=x")
    assert answer.status_code == 303 and "next=/en/mistakes/in/m1-q1" in answer.location


def test_what_was_written_stays_where_something_is_wrong(judge: Browser) -> None:
    answer = judge.post_form(REPORT, REPORT, {"said": "x" * 4001, "block": "m1-q1"})
    assert answer.status_code == 400 and "<title>Error:" in answer.text and "x" * 4001 in answer.text
    empty = judge.post_form(REPORT, REPORT, {"said": "", "block": "m1-q1"})
    assert empty.status_code == 400 and "Say what is wrong" in empty.text


def test_the_answer_is_in_the_record_of_whoever_reported_it(judge: Browser) -> None:
    reported(judge, "The paragraph is <b>2.5</b>.")
    desk = officer(judge)
    page = desk.html("/en/mistakes")
    assert "&lt;b&gt;2.5" in page and "Amara Okello" not in page.split("<main")[1]
    address = re.findall(r'/en/mistakes/[0-9a-f]{32}', page)[0]
    sent = desk.post_form(address, address, {"state": "mended", "answer": "Mended, thank you."})
    assert sent.status_code == 303
    record = judge.html("/en/my-record")
    assert "Mended, thank you." in record and "&lt;b&gt;2.5" in record


def test_an_answer_needs_a_verdict_and_words(judge: Browser) -> None:
    reported(judge)
    desk = officer(judge)
    address = re.findall(r'/en/mistakes/[0-9a-f]{32}', desk.html("/en/mistakes"))[0]
    answer = desk.post(address, {**desk.form(address, address).values, "answer": "", "state": "open"})
    assert answer.status_code == 400 and "Error:" in answer.text


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT])
def test_the_desk_is_for_staff_of_the_programme(judge: Browser, role: AccessRole) -> None:
    reported(judge)
    other = Browser(judge.app)
    other.sign_in(role)
    assert other.get("/en/mistakes").status_code == 403
    assert other.get("/en/mistakes/" + "0" * 32).status_code == 403


def test_a_passage_or_report_that_is_not_there_is_not_found(judge: Browser) -> None:
    assert judge.get("/en/mistakes/in/no-such-block").status_code == 404
    assert officer(judge).get("/en/mistakes/" + "0" * 32).status_code == 404
