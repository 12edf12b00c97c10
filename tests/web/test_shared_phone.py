"""A shared phone: out in one tap from every page, nothing kept by the browser, nobody's text by its id."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser

PAGES = ["/en/", "/en/course/", "/en/course/m2-story", "/en/my-record", "/en/account", "/en/tests",
         "/en/downloads", "/en/help", "/en/waiting", "/en/mistakes/in/m2-r1", "/en/certificates"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_signs_out_in_one_tap_and_is_kept_nowhere(judge: Browser, path: str) -> None:
    page = judge.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    form = judge.form(path, "/en/sign-out")
    out = judge.post("/en/sign-out", form.values)
    assert out.status_code == 303 and out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert 'action="/en/sign-out"' not in judge.html("/en/")


def test_a_page_the_browser_kept_whole_is_asked_for_anew(judge: Browser) -> None:
    assert "/static/fresh.js" in judge.html("/en/my-record")
    for name in ("fresh.js", "course.js"):
        assert "event.persisted" in judge.get(f"/static/{name}").text


def test_a_text_is_deleted_in_two_steps_by_its_writer_alone(judge: Browser) -> None:
    story, text = "/en/course/m2-story", "/en/my-record/text/m2-r1"
    judge.post_form(story, f"{story}/m2-r1", {"text": "Away <with> it"})
    for page in (story, "/en/my-record/m2-story"):
        assert f'href="{text}"' in judge.html(page)
    other = Browser(judge.app)
    other.sign_in()
    other.post_form("/en/course/", "/en/enrol", {})
    assert other.get(text).status_code == 404
    form = judge.form(text, text)
    token = other.form("/en/my-record", "/en/sign-out").values["csrf_token"]
    assert other.post(text, {**form.values, "csrf_token": token}).status_code == 400
    assert "Away &lt;with&gt; it</div>" in judge.html(text)
    assert judge.post(text, form.values).location == f"{story}?told=deleted#m2-r1"
    page = judge.html(f"{story}?told=deleted")
    assert "Your text is deleted" in page and "Away" not in page and "Delete my text" not in page
    record = judge.html("/en/my-record/m2-story")
    assert "These words were deleted" in record and "You deleted your text" in record
    assert judge.get(text).status_code == 404


def test_a_form_of_before_the_deletion_asks_before_it_saves(judge: Browser) -> None:
    story, text = "/en/course/m2-story", "/en/my-record/text/m2-r1"
    judge.post_form(story, f"{story}/m2-r1", {"text": "First"})
    stale = judge.form(story, f"{story}/m2-r1", "text")
    judge.post(text, judge.form(text, text).values)
    asked = judge.post(f"{story}/m2-r1", {**stale.values, "act": "reflect", "text": "First"})
    assert asked.status_code == 409 and "Do you want to save this text?" in asked.text


def test_a_text_changed_elsewhere_is_not_deleted_unseen(judge: Browser) -> None:
    story, text = "/en/course/m2-story", "/en/my-record/text/m2-r1"
    judge.post_form(story, f"{story}/m2-r1", {"text": "First"})
    form = judge.form(text, text)
    judge.post_form(story, f"{story}/m2-r1", {"text": "Second"})
    refused = judge.post(text, form.values)
    assert refused.status_code == 409 and "has changed since this page was opened" in refused.text
    assert "Second</textarea>" in judge.html(story)
