"""Another's record by id, completion without doing, steps skipped, mass assignment: tried by a judge."""

from __future__ import annotations

import secrets
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import AccessRole, LoginSession, Person, Personal
from elearn.kernel.db import db
from elearn.learning import events
from elearn.learning.models import Enrolment, Event, ItemRow, table_of
from elearn.learning.verification import verify
from tests.web.browser import Browser, Fields

CHOOSE, STORY, READ = "/en/course/m1-choose", "/en/course/m2-story", "/en/course/m2-read"
ALIEN: Fields = {
    "person_id": "0", "user_id": "-1", "id": "", "enrolment_id": ["1", "2"], "seq": "99", "kind": "move",
    "source": "paper", "actor": "command-line", "status": "completed", "is_done": "1",
    "completed_at": "2020-01-01", "occurred_on": "2020-01-01", "received_at": "2020-01-01",
    "route": "workshop", "score": "100", "access_role": "administrator", "role": "administrator",
    "site": "nairobi", "is_locked": "", "scope": "all",
    "email": "mallory@court.example", "email_normal": "mallory@court.example", "password_hash": "x",
    "totp_confirmed_at": "2020-01-01", "created_at": "2020-01-01", "second_factor_at": "2020-01-01",
}


def other(app: Flask, **about: str) -> Browser:
    """Return another judge, enrolled in the same course."""
    browser = Browser(app)
    browser.sign_in(**about)
    browser.post_form("/en/course/", "/en/enrol", {})
    return browser


class Stored(NamedTuple):
    """All that is stored about one person's course."""

    enrolment: Any
    events: list[Any]
    items: list[Any]


def record(browser: Browser) -> Stored:
    """Return what is stored of one person, which agrees with itself."""
    with browser.app.app_context():
        of, in_items = table_of(Enrolment), table_of(ItemRow)
        enrolment = db.session.execute(select(of).where(of.c.person_id == browser.person_id)).one()
        happened = db.session.execute(events.OF_ENROLMENT, {"enrolment_id": enrolment.id})
        items = db.session.execute(
            select(in_items).where(in_items.c.enrolment_id == enrolment.id).order_by(in_items.c.item_id))
        stored = Stored(enrolment, [*happened], [*items])
        assert not list(verify())
        return stored


def token_of(browser: Browser) -> Fields:
    """Return what every form of a page carries, with an event id of its own."""
    form = browser.form(f"{STORY}?again=", f"{STORY}/m2-r1")
    return {**form.values, "event": secrets.token_hex(16), "base": "", "text": ""}


def test_anothers_event_and_words_cannot_be_named_or_fetched(app: Flask, judge: Browser) -> None:
    victim = other(app)
    victim.answer("m2-story", "m2-r1", {"text": "My cousin pleads before me."})
    before = record(victim)
    event_id, person_id = before.events[-1].id, victim.person_id
    for base, act in ((event_id, "reflect"), (event_id, "keep"), ("", "reflect")):
        sent = judge.post(f"{STORY}/m2-r1", {
            **token_of(judge), **ALIEN, "event": event_id, "base": base, "act": act, "text": "Overwritten.",
            "person_id": person_id, "enrolment_id": before.enrolment.id})
        assert "cousin" not in sent.text
    for path in (STORY, "/en/course/", "/en/account", "/en/account/sessions"):
        for query in (f"person_id={person_id}", f"user_id={person_id}", "user_id=", "user_id=0",
                      "user_id=-1", "user_id[]=1&user_id[]=2", f"enrolment={before.enrolment.id}"):
            # The language switch keeps the query of the one who asks: that much was theirs before.
            page = judge.html(f"{path}?{query}").replace(query, "")
            assert "cousin" not in page and person_id not in page
    assert record(victim) == before


def test_an_event_id_of_another_is_not_taken_for_ones_own(app: Flask, judge: Browser) -> None:
    victim = other(app)
    victim.answer("m1-choose", "m1-q1", {"choice": "2"})
    theirs = record(victim)
    judge.post(f"{CHOOSE}/m1-q1", {**token_of(judge), "choice": "2", "event": theirs.events[-1].id})
    assert [event.item_id for event in record(judge).events] == ["", "m1-q1"]
    assert record(victim) == theirs


@pytest.mark.parametrize("query", ["", "?again=m1-q1"])
def test_mass_assignment_in_an_answer_sets_nothing(judge: Browser, query: str) -> None:
    form = judge.form(CHOOSE + query, f"{CHOOSE}/m1-q1")
    sent = judge.post(f"{CHOOSE}/m1-q1", {**ALIEN, **form.values, "choice": "1"})
    assert sent.status_code == 303
    kept = record(judge).enrolment
    assert (kept.route, kept.status, kept.person_id) == ("e-learning", "started", judge.person_id)
    with judge.app.app_context():
        event = db.session.scalars(select(Event).where(
            Event.enrolment_id == kept.id, Event.item_id == "m1-q1")).one()
        assert (event.seq, event.kind, event.source, event.actor) == (2, "answer", "web", judge.person_id)
        assert event.occurred_on.year >= 2026 and event.received_at.year >= 2026


def test_mass_assignment_in_enrolment_and_profile_sets_nothing(app: Flask, judge: Browser) -> None:
    fresh = Browser(app)
    fresh.sign_in()
    form = fresh.form("/en/course/", "/en/enrol")
    fresh.post("/en/enrol", {**ALIEN, "person_id": judge.person_id, "lang": "ar", **form.values})
    kept = record(fresh).enrolment
    assert (kept.route, kept.status, kept.person_id) == ("e-learning", "enrolled", fresh.person_id)
    profile = judge.form("/en/account/profile", "/en/account/profile")
    with app.app_context():
        address = db.session.get_one(Personal, judge.person_id).email
    sent = judge.post("/en/account/profile", {
        **ALIEN, **profile.values, "display_name": "Amara Okello", "country": "KE",
        "judicial_role": "judge", "language": "en"})
    assert sent.status_code == 303
    with app.app_context():
        person = db.session.get_one(Person, judge.person_id)
        assert (person.access_role, person.site, person.is_locked) == (AccessRole.LEARNER, "", False)
        personal = db.session.get_one(Personal, judge.person_id)
        assert personal.email == address and personal.totp_confirmed_at is None
        mine = select(LoginSession).where(LoginSession.person_id == judge.person_id)
        held = db.session.scalars(mine).one()
        assert held.second_factor_at is None


@pytest.mark.parametrize(("path", "values"), [
    (f"{STORY}/m2-s1", {"step": "m2-s1-gift", "choice": "1"}),
    (f"{STORY}/m2-s1", {"step": "m2-s1-end", "choice": "1"}),
    (f"{STORY}/m2-s1", {"step": "m2-s1-start", "choice": "9"}),
    (f"{STORY}/m2-s1", {"step": "", "choice": "1"}),
    (f"{STORY}/m2-s1", {"restart": "1"}),
    (f"{STORY}/m2-s1", {"act": "thought"}),
    (f"{STORY}/m2-r1", {"act": "reflect", "text": " \u00a0\n\t"}),
    (f"{STORY}/m2-r1", {"act": "keep", "text": "kept over nothing"}),
    (f"{STORY}/m2-story", {"act": "read"}), (f"{CHOOSE}/m1-choose", {"act": "read"}),
    (f"{READ}/m2", {}), (f"{READ}/m1-q1", {"choice": "1"}), (f"{CHOOSE}/m2-read", {}),
    (f"{CHOOSE}/m1-q1", {"choice": ["1", "2", "3"]}), (f"{CHOOSE}/m1-q1", {"act": "thought"}),
    (f"{CHOOSE}/m1-q1", {"place-1": "1"}), (f"{CHOOSE}/m1-q1", {"choice": "1e0"}),
    (f"{CHOOSE}/m1-q2", {"choice": [str(place) for place in range(1, 400)]}),
    (f"{CHOOSE}/m1-q1", {"choice": "2", "event": "g" * 32}),
    (f"{CHOOSE}/m1-q1", {"choice": "2", "event": "a" * 33}),
    (f"{CHOOSE}/m1-q1", {"choice": "2", "base": "x" * 100_000}), (f"{CHOOSE}/t-2", {"choice": "2"}),
    ("/en/course/m1-arrange/m1-q3", {f"place-{row}": str(row + 1) for row in range(1, 5)}),
    ("/en/course/m1-arrange/m1-q3", {f"place-{row}": str(row) for row in range(1, 300)}),
    ("/en/course/m1-arrange/m1-q4", {f"place-{row}": "1" for row in (0, -1, 9)}),
    ("/en/course/final/t-2", {"choice": "2"}),
])
def test_completion_without_doing_and_steps_skipped_are_not_recorded(
    judge: Browser, path: str, values: Fields,
) -> None:
    before = record(judge)
    sent = judge.post(path, {**token_of(judge), **values})
    assert sent.status_code in (303, 400, 404)
    assert record(judge) == before


@pytest.mark.parametrize("kind", ["enrol", "move", "answer", "complete", "read", "erase"])
def test_no_act_but_that_of_the_item_can_be_named(judge: Browser, kind: str) -> None:
    judge.post(f"{STORY}/m2-r1", {**token_of(judge), "act": kind, "kind": kind, "text": "Mine."})
    kinds = [event.kind for event in record(judge).events]
    assert kinds == ["enrol", "reflect"]


@pytest.mark.parametrize("revision", ["f" * 64, "", "../../etc", "'; DROP TABLE event; --", "x" * 50_000])
def test_a_forged_revision_is_taken_for_the_one_that_is_served(judge: Browser, revision: str) -> None:
    served = record(judge).events[0]
    judge.post(f"{READ}/m2-read", {**token_of(judge), "revision": revision})
    stored = record(judge).events[-1]
    assert (stored.item_id, stored.revision_id) == ("m2-read", served.revision_id)


def test_a_visitors_cookie_is_only_an_answer_whoever_brings_it(app: Flask, visitor: Browser) -> None:
    victim, thief = other(app), other(app, display_name="Mallory")
    visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    cookie, before = visitor.cookie("practice"), record(victim)
    thief.client.set_cookie("__Host-practice", cookie)
    form = thief.form("/en/course/", "/en/answers-on-this-device", "whose")
    for _ in range(2):
        thief.client.set_cookie("__Host-practice", cookie)
        thief.post("/en/answers-on-this-device", {
            **form.values, **ALIEN, "whose": "mine", "person_id": victim.person_id})
    assert record(victim) == before
    assert [event.item_id for event in record(thief).events] == ["", "m1-q1"]


def test_other_signed_cookies_are_no_visitors_cookie(app: Flask, judge: Browser) -> None:
    session = judge.cookie("session")
    token = str(token_of(judge)["csrf_token"])
    fresh = Browser(app)
    for name in ("practice", "session", "device"):
        for value in (session, token):
            if (name, value) != ("session", session):
                fresh.client.set_cookie(f"__Host-{name}", value)
                assert "0 of 2 done" in fresh.html(CHOOSE)
                assert fresh.get("/en/account").status_code == 303
