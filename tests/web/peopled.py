"""A served course with someone of every role in it, each with things of their own, for `reach`."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from elearn.accounts import services as accounts
from elearn.accounts import sites
from elearn.accounts.models import AccessRole, LoginSession, Person
from elearn.accounts.tokens import digest_of
from elearn.app import create_app
from elearn.kernel.db import db, transaction
from elearn.learning import services as learning
from elearn.learning.attempts import services as tests_sat
from elearn.learning.attempts.states import TestName as Name
from elearn.learning.keeping import services as keeping
from elearn.learning.mistakes import services as mistakes
from elearn.learning.named import services as lists
from elearn.learning.named.filters import Filters
from elearn.learning.notes import services as notes
from elearn.render import shelf
from elearn.render.publications import find
from elearn.web import context, cookies, templating
from tests.databases import Database, bare_application, everything
from tests.factories.certificates import certified, rows
from tests.factories.courses import COURSE_KEY
from tests.factories.learners import Learner, learner, new_id
from tests.factories.people import session_token
from tests.factories.tested import examined_revision
from tests.web.reach import SIGNED_IN, Answer, Role

ROLES = {Role.TRAINER: AccessRole.TRAINER, Role.FOCAL_POINT: AccessRole.FOCAL_POINT,
         Role.OFFICER: AccessRole.OFFICER, Role.ADMINISTRATOR: AccessRole.ADMINISTRATOR,
         Role.HALF: AccessRole.OFFICER, Role.REVOKED: AccessRole.OFFICER, Role.DEMOTED: AccessRole.OFFICER}
CSRF = "c" * 40
_addresses = count(1)


@dataclass
class Owned:
    """What one person holds, by the name of the argument or field that names it; `words` are sealed."""

    person_id: str = ""
    token: str = ""
    words: str = ""
    named: dict[str, str] = field(default_factory=dict)


class World:
    """The application and its people; `ask` sends one request as one of them."""

    def __init__(self, app: Flask, certified_one: Learner) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client(use_cookies=False)
        self.owned: dict[Role, Owned] = {}
        with app.app_context():
            self.csrf = templating._signed(str(app.secret_key), CSRF)
            self._cookie_name = cookies.name_of("session")
            _fill_the_shelf()
            for role in Role:
                who = certified_one if role is Role.LEARNER else None
                self.owned[role] = _settle(role, who) if role is not Role.VISITOR else Owned()
            db.session.remove()

    def ask(self, role: Role, method: str, path: str, form: dict[str, str] | None = None) -> TestResponse:
        """Send one request with the cookie of a role, from an address of its own."""
        number = next(_addresses)
        sent = {**(form or {}), "csrf_token": self.csrf} if method == "POST" else None
        return self.client.open(
            path, method=method, data=sent, buffered=True,
            headers={"Cookie": f"{self._cookie_name}={self._cookie(role)}"},
            environ_overrides={"REMOTE_ADDR": f"10.1.{number >> 8 & 255}.{number & 255}"})

    def renew(self, role: Role) -> None:
        """Sign somebody in anew, whose sign-in a request may have ended."""
        if role in SIGNED_IN | {Role.HALF}:
            with self.app.app_context():
                self.owned[role].token = _signed_in(self.owned[role].person_id, role)

    def belongings(self, role: Role) -> list[str]:
        """Return every row of the database that names somebody or their enrolment."""
        own = self.owned[role]
        with self.app.app_context():
            keys = (own.person_id, own.named["enrolment"])
            found = [f"{table} {row}" for table, stored in everything().items() for row in stored
                     if any(key in row for key in keys)]
            db.session.remove()
        return found

    def _cookie(self, role: Role) -> str:
        held = {"csrf_token": CSRF}
        if self.owned[role].token:
            held["sign-in"] = self.owned[role].token
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(serializer.dumps(held))


def classed(method: str, response: TestResponse) -> Answer:
    """Return the class of an answer."""
    status, location = response.status_code, response.location or ""
    to_sign_in = re.match(r"/\w+/(?:sign-in|account/second-factor)\?next=", location)
    if status == 401 or (status == 303 and method != "POST" and to_sign_in):
        return Answer.ASKED
    if status in (301, 307, 308):
        return Answer.MOVED
    known = {403: Answer.FORBIDDEN, 404: Answer.NOT_FOUND, 405: Answer.NO_METHOD,
             **dict.fromkeys((400, 409, 410, 429), Answer.REFUSED),
             **dict.fromkeys((200, 204, 302, 303), Answer.IN)}
    return known.get(status, Answer.BROKEN)


def gist(response: TestResponse, *sent: str) -> tuple[int, str]:
    """Return status and text of an answer without what was sent and what is drawn by chance."""
    text = re.sub(r"&[#\w]+;", "", response.get_data().decode("utf-8", "replace"))
    # The number that was asked for stands in the links of the page: whoever asks knows it.
    text = re.sub(r"/people/\d+", "/people", text)
    for each in sent:
        text = text.replace(each, "") if len(each) > 8 else text
    return response.status_code, re.sub(r"[\w.-]{30,}", "", text)


@contextmanager
def world(database: Database, folder: Path) -> Iterator[World]:
    """Serve the small course with tests, with everybody in it."""
    settings = database.fresh(folder / "data")
    with bare_application(settings).app_context():
        # While the course holds no tests, as a certificate then asks for less.
        who = certified()
        revision = examined_revision()
        with transaction():
            learning.activate(revision.course, revision.bank)
            sites.add("command-line", "nairobi", "KE", "Judiciary Academy")
        db.engine.dispose()
    app = create_app(settings)
    app.testing = False
    try:
        yield World(app, who)
    finally:
        with app.app_context():
            db.engine.dispose()
        database.drop(settings)


def _fill_the_shelf() -> None:
    held = context.current()
    for name in ("self-directed", "manual"):
        publication = find(name, "html")
        assert publication is not None
        shelf.store(held.settings.data, held.revision("en"), publication, b"<p>A book</p>")


def _settle(role: Role, who: Learner | None) -> Owned:
    """Let somebody come, write, sit a test, report a mistake, and leave a draft and a form behind."""
    revision, words = examined_revision(), f"qvxplanted of {role.name.lower()}"
    has_certificate = who is not None
    who = who or learner(access_role=ROLES.get(role, AccessRole.LEARNER),
                         site="nairobi" if role is Role.FOCAL_POINT else "")
    who.revision = revision
    named = {"enrolment": who.id, "code": rows(who)[0].code if has_certificate else ""}
    who.write(words)
    own = who.own("m2-r1")
    assert own is not None
    named |= {"event": own.event_id, "base": own.event_id, "revision": revision.id, "in": revision.id,
              "again": "m2-r1", "page": new_id()}
    with transaction():
        named["attempt"] = tests_sat.begin(who.id, Name.ENTRY, revision, new_id(), "en")
        notes.save(who.person_id, notes.Written("m2-story", new_id(), 1, "", f"{words} beside it"))
        keeping.save_draft(who.person_id, keeping.Typed(
            "m2-r1", named["page"], own.event_id, 1, f"{words}!"))
        named["post"] = named["kept"] = keeping.keep_post(
            who.person_id, "/en/course/m2-story/m2-r1", "m2-r1",
            [("act", "reflect"), ("text", f"{words}?")])
        named["report_id"] = mistakes.report(who.person_id, revision, "m1-q1", f"Reported by {role.name}")
        named["look"] = str(_look(who.person_id))
    named["draft"] = f"{named['page']}-1"
    token = _signed_in(who.person_id, role)
    named["which"] = digest_of(session_token(db.session.get_one(Person, who.person_id)))
    _overtake(role, who.person_id)
    made = Owned(who.person_id, token, words, named)
    if role is Role.DEMOTED:
        made.token = _signed_in(who.person_id, role)
    return made


def _look(person_id: str) -> int:
    """Let somebody list people: a focal point those of the own site, all others everybody."""
    site = db.session.get_one(Person, person_id).site
    return lists.open_list(person_id, Filters(COURSE_KEY, site=site), "" if site else "To try who may")


def _signed_in(person_id: str, role: Role) -> str:
    held = db.session.get_one(Person, person_id)
    return session_token(held, second_factor=False if role is Role.HALF else None)


def _overtake(role: Role, person_id: str) -> None:
    """Do to a sign-in what happens to it while its pages stand open."""
    with transaction():
        if role is Role.SIGNED_OUT:
            db.session.execute(delete(LoginSession).where(LoginSession.person_id == person_id))
        if role is Role.LOCKED:
            accounts.lock("command-line", person_id)
        if role in (Role.REVOKED, Role.DEMOTED):
            accounts.set_role("command-line", person_id, AccessRole.LEARNER)


def new_secret() -> str:
    """Return what looks like the id of something and is none."""
    return secrets.token_hex(16)
