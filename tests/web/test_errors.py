"""Error pages say what to do next, give back what was typed, and ask nothing of what may be broken."""

from __future__ import annotations

import pytest
from flask import Flask, abort
from sqlalchemy import event

from elearn.kernel import db
from elearn.web import errors, guards
from tests.web.browser import Browser

EVERY = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)
WORDS = "My own words\n<b>with & without</b>"


@pytest.fixture
def breaking(app: Flask) -> Browser:
    """Somebody at an application where `/en/broken/404` answers with that error, to whatever is sent."""
    def broken(status: int) -> str:
        if status == 500:
            raise RuntimeError("secret")
        abort(status)

    app.add_url_rule("/en/broken/<int:status>", view_func=guards.open_to_all(broken),
                     methods=["GET", "POST"])
    app.testing = False
    return Browser(app)


def send(browser: Browser, status: int, **headers: str) -> str:
    token = browser.all_forms("/en/help")[-1].values["csrf_token"]
    sent = browser.client.post(
        f"/en/broken/{status}", headers={"Referer": "http://localhost/en/help?x=1", **headers},
        data={"csrf_token": token, "text": WORDS, "password": "hunter2hunter2", "event": "e" * 32})
    assert sent.status_code == status and sent.headers["Cache-Control"] == "no-store"
    return str(sent.text)


@pytest.mark.parametrize("status", EVERY)
def test_an_error_page_says_what_to_do_next(breaking: Browser, status: int) -> None:
    page = breaking.get(f"/en/broken/{status}").text
    assert page.count("<h1>") == 1
    with breaking.app.test_request_context("/en/"):
        assert str(errors.PAGES[status].advice()) in page.replace("&#39;", "'")
    assert 'href="/en/course/"' in page and 'class="menu"' in page and 'class="foot"' in page
    assert ("Open the page again</a>" in page) is (status in (429, 500, 503))


@pytest.mark.parametrize("status", [each for each in EVERY if each != 413])
def test_words_that_were_typed_are_given_back_to_copy(breaking: Browser, status: int) -> None:
    page = send(breaking, status)
    assert "My own words\n&lt;b&gt;with &amp; without&lt;/b&gt;</textarea>" in page
    assert "hunter2" not in page and "e" * 32 not in page
    assert 'href="/en/help">Open the page again' in page


def test_words_from_another_site_and_forms_too_long_are_not(breaking: Browser) -> None:
    assert "My own words" not in send(breaking, 403, **{"Sec-Fetch-Site": "cross-site"})
    assert "My own words" not in send(breaking, 413)
    assert "Open the page again" not in send(breaking, 403, Referer="https://evil.example/en/help")


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_page_asks_neither_database_nor_session(
    app: Flask, breaking: Browser, status: int,
) -> None:
    breaking.sign_in()
    asked: list[str] = []
    with app.app_context():
        event.listen(db.db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = breaking.get(f"/en/broken/{status}")
    assert page.status_code == status and "<h1>" in page.text
    assert not asked

