"""Requests no browser makes: paths, hosts, methods and bodies bent out of shape. None breaks the server."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.app import create_app
from elearn.kernel.config import Settings
from elearn.web import cookies, static_files
from tests.web.browser import Browser

PARTS = "multipart/form-data; boundary=B"
FORM = "application/x-www-form-urlencoded"
GUARDED = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")
BREAK_PERSONAL = {
    "sqlite": (
        "CREATE TRIGGER planted BEFORE UPDATE ON personal BEGIN SELECT RAISE(ABORT, 'broken'); END",),
    "postgresql": (
        "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'broken'; END $$",
        "CREATE TRIGGER planted BEFORE UPDATE ON personal FOR EACH ROW EXECUTE FUNCTION planted()"),
}


@pytest.fixture
def sent(app: Flask) -> FlaskClient:
    """A client of the server as it runs: an error is a page and not an exception."""
    app.testing = False
    return app.test_client()


@pytest.mark.parametrize("path", [
    "/static/../web/headers.py", "/static/%2e%2e/headers.py", "/static/x/../elearn.css",
    "/static/././elearn.css", "/static/%00", "/static/", "/static/elearn.css/",
    "/en/course/media/../../../../etc/passwd", "/en/course/media/..%2f..%2fsources.toml",
    "/en/course/media/%00", "/en/downloads/..%2f..%2fdemo.txt", "/en/downloads/manual%00.pdf",
    "/en/course/%00", "/en/course/%ff%fe", "/en/course/a%0d%0aSet-Cookie:x=1", "/%2e%2e/%2e%2e/etc/passwd",
    "/.git/config", "/.env/", "/metrics/", "/demo.txt/", "/elearn.db/", "/en/elearn.db", "/console/",
])
def test_path_traversal_and_hidden_files_find_nothing(sent: FlaskClient, path: str) -> None:
    answer = sent.get(path)
    assert answer.status_code == 404, path
    assert all(name in answer.headers for name in GUARDED)
    assert "Set-Cookie: x" not in str(answer.headers) and "Traceback" not in answer.text


def test_every_spelling_of_a_static_file_but_one_is_refused(sent: FlaskClient) -> None:
    assert sent.get("/static/elearn.css?v=0", buffered=True).status_code == 200
    sent.get("/static/nowhere")
    kept = static_files.digest.cache_info().currsize
    for spelling in ("./elearn.css", "././elearn.css", "x/../elearn.css"):
        assert sent.get(f"/static/{spelling}?v=0").status_code == 404
    assert static_files.digest.cache_info().currsize == kept


@pytest.mark.parametrize("host", [
    "x" * 300, "evil.example", 'evil.example"><script>', "[::1", "a b", "127.0.0.1@evil.example",
    "é.example"])
@pytest.mark.parametrize("path", ["/en", "/en/course", "/en/account", "/en/nowhere", "/"])
def test_the_host_of_a_request_is_on_no_page_and_in_no_redirect(
    sent: FlaskClient, host: str, path: str,
) -> None:
    answer = sent.get(path, headers={"Host": host})
    assert answer.status_code < 500
    assert "evil" not in answer.text
    assert not answer.location or (answer.location.startswith("/") and answer.location[1:2] != "/")
    assert all(name in answer.headers for name in GUARDED)


@pytest.mark.parametrize("target", [
    "//evil.example", "//[evil", "//evil\u2100.example", "http://[", "https://evil.example",
    "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "/en/\r\nSet-Cookie: x=1",
    "\u202e/en/", "evil.example",
])
def test_open_redirect_in_next_leads_home(app: Flask, judge: Browser, target: str) -> None:
    app.testing = False
    entered = judge.get(f"/en/sign-in?next={quote(target)}")
    themed = judge.post_form("/en/course/", "/en/theme", {"theme": "dark", "next": target})
    assert (entered.status_code, entered.location) == (303, "/en/my-page")
    assert (themed.status_code, themed.location) == (303, "/en/")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/en/account", "/en/reports/by-country.csv", "/en/enrol"])
def test_a_method_nobody_asked_for_is_refused(sent: FlaskClient, path: str, method: str) -> None:
    answer = sent.open(path, method=method)
    assert answer.status_code == 405 and all(name in answer.headers for name in GUARDED)


@pytest.mark.parametrize("path", ["/en/account", "/en/reports/", "/en/reports/by-role.xlsx",
                                  "/en/downloads/manual.pdf", "/en/account/sessions"])
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "GET"])
def test_no_other_verb_is_a_way_round_a_guard(sent: FlaskClient, path: str, method: str) -> None:
    answer = sent.open(path, method=method, headers={
        "X-Original-URL": "/en/", "X-Rewrite-URL": "/en/", "X-HTTP-Method-Override": "POST",
        "X-Forwarded-User": "admin@example.org", "Authorization": "Basic YWRtaW46YWRtaW4="})
    assert (answer.status_code, answer.data) in ((303, answer.data), (200, b""))
    assert answer.status_code == 303 or method == "OPTIONS"


def test_a_huge_upload_is_refused_before_it_is_taken_apart(sent: FlaskClient) -> None:
    for kind, body in ((FORM, b"a=" + b"x" * 10_000_000), (FORM, b"a=&" * 340_000),
                       (PARTS, b"--B" * 100_000)):
        assert sent.post("/en/sign-in", data=body, content_type=kind).status_code == 413
    assert cookies.MOST_BYTES >= 9 * 20_000 + 4096  # The longest text in Chinese.


def test_a_form_of_thousands_of_parts_is_refused(sent: FlaskClient) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    answer = sent.post("/en/sign-in", data=part * 3000 + b"--B--", content_type=PARTS)
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [
    b"name=%00&password=%00", b"name=%ff%fe%fd&password=\xff\xfe",
    b"name=a@b&password=" + b"%CC%81" * 30_000,
    b"name=" + b"x" * 200_000 + b"&password=x", b"name=%F0%9F%92%A9@%ED%A0%80&password=%ED%B0%80",
    b"name='%20or%201=1--&password=x", b"name[]=a&password[]=b",
])
def test_null_bytes_bad_utf_8_and_sql_in_a_sign_in_are_a_wrong_sign_in(app: Flask, body: bytes) -> None:
    visitor = Browser(app)
    app.testing = False
    token = visitor.form("/en/sign-in", "/en/sign-in").values["csrf_token"]
    answer = visitor.client.post(
        "/en/sign-in", data=body + f"&csrf_token={token}".encode(), content_type=FORM)
    assert answer.status_code == 400 and "Traceback" not in answer.text


def test_junk_in_every_cookie_is_a_visitor(sent: FlaskClient) -> None:
    for junk in ("a.b.c", "A" * 3900, '"><script>alert(1)</script>', "eyJhIjoxfQ.aaaa.bbbb"):
        for name in ("session", "practice", "theme", "device"):
            sent.set_cookie(f"__Host-{name}", junk)
        page = sent.get("/en/course/")
        assert page.status_code == 200 and "<script>alert" not in page.text
        assert sent.get("/en/account").status_code == 303


def test_an_error_tells_the_log_of_no_name_and_no_secret(
    app: Flask, judge: Browser, caplog: pytest.LogCaptureFixture,
) -> None:
    from sqlalchemy import text

    from elearn.kernel.db import db, transaction

    with app.app_context(), transaction():
        for statement in BREAK_PERSONAL[db.engine.dialect.name]:
            db.session.execute(text(statement))
    app.testing = False
    with caplog.at_level(logging.DEBUG):
        answer = judge.post_form(
            "/en/account/profile", "/en/account/profile",
            {"display_name": "Planted Surname", "country": "KE", "judicial_role": "judge",
             "language": "en"})
    assert answer.status_code == 500 and "broken" in caplog.text
    # The page gives the words back to whoever typed them, and to nobody else.
    assert "Planted Surname" not in caplog.text and answer.headers["Cache-Control"] == "no-store"


def test_what_is_kept_lies_in_a_folder_of_its_owner_alone(tmp_path: Path, settings: Settings) -> None:
    fresh = settings.model_copy(update={"data": tmp_path / "fresh", "database_url": ""})
    with pytest.raises(Exception, match="no tables yet"):
        create_app(fresh)
    assert (tmp_path / "fresh").stat().st_mode & 0o077 == 0
