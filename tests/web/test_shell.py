"""The shell around every page: headers, tokens against forgery, errors, themes, languages, static files."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask, abort
from sqlalchemy import event

from elearn.kernel import db
from elearn.kernel.config import Settings
from elearn.kernel.errors import Closed, Conflict, NotAllowed, NotFound, TooOften
from elearn.web import guards, navigation, static_files
from tests.web.browser import Browser

PUBLIC = ("/en/", "/en/about", "/en/help", "/en/privacy", "/en/accessibility", "/en/course/",
          "/en/course/m1-choose", "/en/course/glossary", "/en/principles/", "/en/principles/bp-2.5",
          "/en/search",
          "/en/search?q=gift", "/en/downloads")
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'",
          "form-action 'self'", "frame-ancestors 'none'")


@pytest.mark.parametrize("path", [*PUBLIC, "/en/nowhere", "/static/elearn.css", "/healthz"])
def test_every_answer_says_what_the_browser_may_do(visitor: Browser, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert all(part in policy for part in POLICY)
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_https_is_remembered(visitor: Browser) -> None:
    sent = visitor.client.get("/en/", base_url="https://example.org")
    assert sent.headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_of_someone_signed_in_is_not_stored(judge: Browser, path: str) -> None:
    assert judge.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_asks_nothing_of_another_site_and_has_no_style_or_script_of_its_own(
    visitor: Browser, path: str,
) -> None:
    page = visitor.html(path)
    assert "<style" not in page and " style=" not in page and " onclick=" not in page
    assert "<script>" not in page
    assert 'src="http' not in page and '<link rel="stylesheet" href="http' not in page


@pytest.mark.parametrize("path", [
    "/en/course/m1-choose/m1-q1", "/en/enrol", "/en/answers-on-this-device", "/en/theme"])
def test_no_post_is_taken_without_its_token(judge: Browser, path: str) -> None:
    form = judge.form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1")
    values = {**form.values, "choice": "1", "theme": "dark", "whose": "mine"}
    for token in ("", "forged", None):
        sent = judge.post(path, {name: v for name, v in {**values, "csrf_token": token}.items() if v})
        assert sent.status_code == 400
    assert "0 of 2 done" in judge.html("/en/course/m1-choose")


def test_a_post_from_another_site_gets_no_words_back(judge: Browser) -> None:
    sent = judge.client.post("/en/course/m2-story/m2-r1", data={"text": "planted by another"},
                             headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 400 and "planted by another" not in sent.text


def test_the_session_cookie_is_bound_to_this_host(visitor: Browser) -> None:
    cookie = visitor.get("/en/").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(("base_url", "host", "insecure", "expected"), [
    ("", "127.0.0.1", False, True), ("http://localhost:8000", "0.0.0.0", True, True),
    ("https://ethics.example.org", "0.0.0.0", False, True), ("http://[::1]:8000", "::1", False, True),
    ("http://court.example.org", "0.0.0.0", True, False), ("", "0.0.0.0", True, False),
])
def test_cookies_are_secure_where_browsers_allow_it(
    base_url: str, host: str, insecure: bool, expected: bool,
) -> None:
    settings = Settings(base_url=base_url, host=host, insecure_http=insecure)
    assert settings.is_reached_safely is expected


@pytest.mark.parametrize(("error", "status"), [
    (NotAllowed("That is another's."), 403), (NotFound(), 404), (Conflict("Changed."), 409),
    (Closed("It is over."), 410), (TooOften("Too often.", wait=60), 429), (RuntimeError("secret"), 500),
])
def test_errors_say_what_to_do_next_and_nothing_of_the_inside(
    app: Flask, error: Exception, status: int,
) -> None:
    def broken() -> str:
        raise error

    app.add_url_rule("/en/broken", view_func=guards.open_to_all(broken))
    app.testing = False
    page = app.test_client().get("/en/broken")
    assert page.status_code == status
    assert "<h1>" in page.text and "Go to the course" in page.text
    assert "secret" not in page.text and "Traceback" not in page.text
    if isinstance(error, TooOften):
        assert page.headers["Retry-After"] == "60"


@pytest.mark.parametrize("status", [400, 401, 403, 405, 413, 503])
def test_an_error_of_http_has_the_same_page(app: Flask, status: int) -> None:
    app.add_url_rule("/en/broken", view_func=guards.open_to_all(lambda: abort(status)), endpoint="broken")
    page = app.test_client().get("/en/broken")
    assert page.status_code == status and "<h1>" in page.text


def test_a_wrong_method_names_the_right_one(visitor: Browser) -> None:
    page = visitor.get("/en/enrol")
    assert page.status_code == 405 and "POST" in page.headers["Allow"]


def test_the_theme_is_kept_and_leads_back(visitor: Browser) -> None:
    sent = visitor.post_form("/en/help", "/en/theme", {"theme": "dark"})
    assert sent.location == "/en/help"
    for path in ("/en/", "/en/course/m1-choose"):
        page = visitor.html(path)
        assert 'data-theme="dark"' in page
        assert 'value="dark" aria-pressed="true"' in page and 'value="light" aria-pressed="false"' in page


def test_the_theme_follows_its_owner_to_another_device(judge: Browser) -> None:
    judge.post_form("/en/help", "/en/theme", {"theme": "dark"})
    judge.client.delete_cookie("__Host-theme")
    for path in ("/en/help", "/en/course/m1-choose"):
        assert 'data-theme="dark"' in judge.html(path)


@pytest.mark.parametrize("target", [
    "https://evil.example", "//evil.example", "/\\evil.example", "/en/\r\nX: y", "javascript:alert(1)", ""])
def test_nothing_leads_out_to_another_site(target: str) -> None:
    assert navigation.local_path(target, "/en/") == "/en/"
    assert navigation.local_path("/en/course/?a=1", "/en/") == "/en/course/?a=1"


def test_the_root_leads_to_a_language_and_an_unknown_one_is_not_a_page(visitor: Browser) -> None:
    assert visitor.get("/").location == "/en/"
    assert visitor.get("/xx/").status_code == 404
    assert '<html lang="en"' in visitor.get("/xx/").text


def test_static_files_may_be_kept_for_ever_under_the_hash_of_their_content(visitor: Browser) -> None:
    address = static_files.address("elearn.css")
    assert address in visitor.html("/en/")
    assert "immutable" in visitor.get(address).headers["Cache-Control"]
    assert visitor.get("/static/elearn.css?v=old").headers["Cache-Control"] == "public, no-cache"
    for path in ("/static/nothing.css", "/static/../views.py", "/static/%2e%2e/views.py"):
        assert visitor.get(path).status_code == 404


def test_static_texts_come_compressed_to_whoever_takes_that(visitor: Browser) -> None:
    address = static_files.address("elearn.css")
    plain, packed = visitor.get(address), visitor.get(address, **{"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert len(packed.data) == packed.content_length < len(plain.data) / 2
    assert packed.content_type == plain.content_type
    assert all("Accept-Encoding" in each.headers["Vary"] for each in (packed, plain))
    tag = packed.headers["ETag"]
    again = visitor.get(address, **{"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304 and tag != plain.headers["ETag"]


def test_health_and_readiness(visitor: Browser) -> None:
    assert visitor.get("/healthz").text == "ok"
    assert visitor.get("/readyz").text == "ready"


def test_every_view_has_a_guard(app: Flask) -> None:
    bare = [name for name, view in app.view_functions.items() if not guards.guard_of(view)]
    assert not bare


def queries(app: Flask, browser: Browser, path: str) -> int:
    """Count the statements that one page sends to the database."""
    browser.html(path)
    seen: list[str] = []
    with app.app_context():
        event.listen(db.db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    browser.html(path)
    return len([sql for sql in seen if not sql.startswith(("BEGIN", "PRAGMA"))])


@pytest.mark.parametrize(("path", "most"), [
    ("/en/course/m1-choose", 2), ("/en/course/m2-story", 2), ("/en/course/", 4), ("/en/help", 1)])
def test_a_page_costs_few_queries(app: Flask, judge: Browser, path: str, most: int) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    assert queries(app, judge, path) <= most
