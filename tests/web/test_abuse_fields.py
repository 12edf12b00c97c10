"""Every field of every address and form: nothing is set by it, nothing breaks, nothing leads away."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import LoginSession, Person, Personal
from elearn.kernel.db import db
from elearn.learning.acts import Route as LearningRoute
from elearn.learning.models import Enrolment
from elearn.web import navigation
from tests.databases import Database
from tests.factories.people import PASSWORD, person
from tests.house.layout import PACKAGE
from tests.web import reach
from tests.web.browser import Browser
from tests.web.peopled import World, world
from tests.web.reach import Role, Route
from tests.web.test_abuse_reach import address
from tests.web.test_abuse_records import ALIEN

NAMES = sorted({*reach.NAMES, "display_name", "country", "judicial_role", "language", "email", "password",
                "again", "current", "gender", "court_level", "appointed_year", "said", "answer", "block",
                "agenda", "role", "site", "month", "kind", "part", "wrong", "reason", "seen",
                "confirmed", "first", "second", "figure", "year", "starts"} - {"csrf_token"})
HOSTILE = {
    "beyond any number": "9" * 30, "below": "-1", "a list": "1,2", "null byte": "a\0b",
    "sql": "' or 1=1;--", "search": '"a* NEAR(b) OR NOT ^c:', "very long": "x" * 9000,
    "half a pair": "\ud800",
    "digits": "٣²①", "format": "%s%(x)s{0}${{121667*907}}", "direction": "\u202e\u2066evil\u200b",
    "lines": "a\r\nX-Planted: 1\r\n\r\n<b>",
}
EVIL = ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "\\\\evil.example",
        "javascript:alert(1)", "/en/\r\nSet-Cookie: x=1", "/%0d%0aSet-Cookie:x=1//", " //evil.example",
        "///evil.example", "//evil.example@localhost", "/\u2028/evil.example", "http:evil.example")
# Sent with nothing wrong, these end the sign-in or the account that is used here.
ENDING = {"accounts.sign_out", "accounts.sessions_end", "accounts.delete"}


@pytest.fixture(scope="module")
def served(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(database, tmp_path_factory.mktemp("fields")) as made:
        yield made


def tried(method: str) -> list[Route]:
    return [each for each in reach.routes() if each.method == method and each.endpoint not in ENDING]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("role", [Role.OTHER, Role.ADMINISTRATOR])
def test_nothing_written_into_a_field_is_a_fault(served: World, role: Role, text: str) -> None:
    query = urlencode(dict.fromkeys(NAMES, text[:200]), errors="surrogatepass")
    sent = {name: text.encode("utf-8", "surrogatepass") for name in NAMES}
    for route in tried("GET"):
        found = served.ask(role, "GET", f"{address(served, route, role)}?{query}")
        assert found.status_code < 500 and "X-Planted" not in found.headers, f"{route}: {found.status}"
        assert b"110351969" not in found.data or route.endpoint == "system.static", route
    for route in tried("POST"):
        found = served.ask(role, "POST", address(served, route, role), sent)  # type: ignore[arg-type]
        assert found.status_code < 500 and "X-Planted" not in found.headers, f"{route}: {found.status}"


@pytest.mark.parametrize("role", [Role.OTHER, Role.TRAINER])
def test_mass_assignment_in_every_form_sets_nothing(served: World, role: Role) -> None:
    victim, own = served.owned[Role.LEARNER], served.owned[role]
    before, mine = served.belongings(Role.LEARNER), _protected(served.app, own.person_id)
    for whose in (victim, own):
        alien = {**{name: str(value) for name, value in ALIEN.items()}, "person_id": whose.person_id,
                 "user_id": whose.person_id, "enrolment_id": whose.named["enrolment"],
                 "reporter_id": whose.person_id, "answered_by": whose.person_id, "is_current": "1",
                 "confirmed_at": "2020-01-01", "expires_at": "2099-01-01", "passed_at": "2020-01-01"}
        for route in tried("POST"):
            form = {**alien, **{name: own.named.get(name, "") for name in
                                reach.FIELDS.get((route.endpoint, "POST"), ())}}
            good = {"display_name": "Amara Okello", "country": "KE", "judicial_role": "judge",
                    "language": "en", "act": "thought", "choice": "1", "said": "Planted", "theme": "dark"}
            found = served.ask(role, "POST", address(served, route, role), {**form, **good})
            assert found.status_code < 500, route
    assert served.belongings(Role.LEARNER) == before
    assert _protected(served.app, own.person_id) == mine


def _protected(app: Flask, person_id: str) -> list[object]:
    """Return what nobody gives to themselves."""
    with app.app_context():
        who, named = db.session.get_one(Person, person_id), db.session.get_one(Personal, person_id)
        course = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).one()
        found: list[object] = [
            who.access_role, who.site, who.is_locked, who.created_at, named.email, named.password_hash,
            named.totp_confirmed_at, course.completed_at, course.passed_at, course.attended_at, course.id,
            course.status, course.enrolled_at]
        # Declaring that the text was read is a way of one's own; a workshop is a trainer's to record.
        assert course.route is not LearningRoute.WORKSHOP
        db.session.remove()
    return found


@pytest.mark.parametrize("target", EVIL)
def test_only_a_path_of_this_server_is_led_to(target: str) -> None:
    assert navigation.local_path(target, "/en/") == "/en/" or target.startswith("/%0d")
    assert navigation.local_path("/en/course/?told=1#a", "/en/") == "/en/course/?told=1#a"


@pytest.mark.parametrize("target", EVIL[:3])
def test_open_redirect_in_next_of_every_form_and_page(served: World, target: str) -> None:
    for role in (Role.VISITOR, Role.OTHER):
        for route in reach.routes():
            path = address(served, route, role)
            form = {"next": target, "act": "discard", "theme": "dark"} if route.method == "POST" else None
            found = served.ask(role, route.method, f"{path}?{urlencode({'next': target})}", form)
            parts = urlsplit(found.location or "/")
            assert not parts.scheme and not parts.netloc and "\\" not in parts.path, (route, found.location)
            assert not (found.location or "/").startswith("//")
            if route.endpoint in ENDING:
                served.renew(role)


def test_log_injection_begins_no_line_of_its_own(
    served: World, caplog: pytest.LogCaptureFixture,
) -> None:
    planted = "a\r\n2026-01-01 ERROR planted line\x1b[2J"
    with caplog.at_level(logging.DEBUG):
        for role in (Role.VISITOR, Role.OTHER):
            for route in reach.routes():
                path = address(served, route, role)
                served.ask(role, route.method, f"{path}?{urlencode({'q': planted, 'page': planted})}",
                           dict.fromkeys(NAMES, planted) if route.method == "POST" else None)
                if route.endpoint in ENDING:
                    served.renew(role)
        served.ask(Role.VISITOR, "GET", "/en/%0d%0a2026-01-01%20ERROR%20planted%20line")
    for record in caplog.records:
        said = record.getMessage()
        assert "planted line" not in said or not {"\n", "\r", "\x1b"} & set(said), said


def test_session_fixation_gives_nobody_the_sign_in_of_another(app: Flask) -> None:
    with app.app_context():
        person(email="amara@court.example")
    planted, victim = Browser(app), Browser(app)
    planted.get("/en/register/" + "r" * 43)
    planted.get("/en/reset/" + "r" * 43)
    planted.html("/en/sign-in")
    cookie = planted.cookie("session")
    victim.client.set_cookie("__Host-session", cookie)
    sent = victim.post_form("/en/sign-in", "/en/sign-in", {
        "name": "amara@court.example", "password": PASSWORD})
    assert sent.status_code == 303 and victim.get("/en/account").status_code == 200
    thief = Browser(app)
    thief.client.set_cookie("__Host-session", cookie)
    assert thief.get("/en/account").status_code == 303
    with victim.client.session_transaction() as held:
        assert not {"reset", "registration"} & set(held)
    with app.app_context():
        assert len(db.session.scalars(select(LoginSession)).all()) == 1


def test_zip_slip_and_xxe_have_nothing_that_opens_an_archive_or_a_document() -> None:
    """Only what an office program wrote in a test is ever opened; the server unpacks and parses nothing."""
    doors = ("web", "accounts", "learning", "reports")
    opens = ("zipfile", "tarfile", "xml.", "lxml", "shutil.unpack", "pickle", "yaml", "marshal")
    for door in doors:
        for path in (PACKAGE / door).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            named = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
            assert not [line for line in named if any(each in line for each in opens)], path
