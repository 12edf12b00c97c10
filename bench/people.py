"""The signed-in learner who asks during a measurement, among six hundred others."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts import services as accounts
from elearn.accounts.models import JudicialRole
from elearn.accounts.profile import Profile
from elearn.app import create_app
from elearn.cli.record import activate_shipped
from elearn.kernel import db, jobs
from elearn.kernel.config import Settings
from elearn.learning import hearing, queries
from elearn.learning import services as learning
from elearn.learning.population import populate
from elearn.web.identity import TOKEN

LEARNERS = 600
UNIT = "m2-recusal"
_HIDDEN = re.compile(r'name="(csrf_token|event|base|revision)" value="([^"]*)"')

_FORM = re.compile(r'<form method="post" action="([^"#]*m2-q[^"#]*)[^"]*"[^>]*>(.*?)</form>', re.DOTALL)


@dataclass(frozen=True)
class Learner:
    """Where a learner asks and what the browser would send along."""

    unit_path: str
    item_path: str
    headers: dict[str, str]
    fields: dict[str, str]


def signed_in_learner(settings: Settings) -> Learner:
    """Fill a new data folder and return someone enrolled and signed in there."""
    token = _populated(settings)
    return page_of(create_app(settings).test_client(), token)


def page_of(client: FlaskClient, token: str) -> Learner:
    """Return where someone with this session asks."""
    with client.session_transaction(base_url="https://127.0.0.1") as session:
        session[TOKEN] = token
    unit_path = f"/en/course/{UNIT}"
    page = client.get(unit_path, base_url="https://127.0.0.1").text
    action, form = _FORM.findall(page)[0]
    cookie = client.get_cookie("__Host-session", domain="127.0.0.1")
    assert cookie is not None, "the page of a learner keeps its session"
    sent = {"Cookie": f"{cookie.key}={cookie.value}"}
    return Learner(unit_path, action, sent, {**dict(_HIDDEN.findall(form)), "choice": "1"})


def _populated(settings: Settings) -> str:
    app = Flask("bench")
    jobs.init_app(app, settings)
    hearing.listen()
    with app.app_context():
        db.upgrade()
        with db.transaction():
            activate_shipped(settings.course)
        catalogue = queries.catalogue()
        populate(LEARNERS, catalogue.current(settings.course, "en"), 1, lambda done: None)
        token = somebody(settings)
        db.db.engine.dispose()
    return token


def somebody(settings: Settings) -> str:
    """Add someone enrolled and signed in, and return the token of the session."""
    catalogue = queries.catalogue()
    with db.transaction():
        person = accounts.add_person(
            Profile("Amara Okello", "XA", JudicialRole.JUDGE),
            email=f"bench{time.time_ns()}@example.org", password_hash="")
        learning.enrol(person.id, settings.course, "en", catalogue)
        return accounts.start_session(person.id)
