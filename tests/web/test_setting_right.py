"""Staff set a record right from the list of names; everybody of the desk sees what changed the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts import looks, sites
from elearn.accounts.models import AccessRole, JudicialRole, Person
from elearn.accounts.services import administration, correcting
from elearn.kernel import clock
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.learning import erasure, verification
from elearn.learning.acts import Status
from elearn.learning.attempts import services
from elearn.learning.certificates import services as certificates
from elearn.learning.certificates.rules import State
from elearn.learning.erasure import Reason
from elearn.learning.named import services as named
from elearn.learning.named.filters import Filters
from elearn.reports import services as reports
from tests.factories.certificates import rows
from tests.factories.learners import Learner, learner, new_id
from tests.factories.people import person, session_token
from tests.web.browser import Browser, Form, forms
from tests.web.test_valid_html import wrong_in

T = TypeVar("T")
PURPOSE = "Somebody wrote that their completion is wrong."
WHY = "The list of another workshop was keyed in."


@dataclass
class Desk:
    """An officer with a list that names `who`, whose one workshop was recorded wrongly."""

    app: Flask
    browser: Browser
    who: Learner
    look: int

    def inside(self, found: Callable[[], T]) -> T:
        """Return what is found in the database, with no request around it."""
        with self.app.app_context():
            held = found()
            db.session.remove()
        return held

    def status(self) -> Status:
        return self.inside(lambda: self.who.enrolled().status)

    def wrong(self) -> str:
        return self.inside(lambda: str(self.who.events()[-1].id))

    @property
    def address(self) -> str:
        return f"/en/reports/people/{self.look}/{self.who.id}/correct"

    def forms(self) -> list[Form]:
        return [each for each in forms(self.browser.html(self.address)) if "part" in each.names]

    def send(self, form: Form, **fields: str) -> tuple[int, str]:
        found = self.browser.client.post(self.address, data={**form.values, **fields})
        return found.status_code, found.get_data(as_text=True)


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER, display_name="Olga Officer")
    with app.app_context():
        who = learner(display_name="Amara Okello", country="XA")
        trainer = person(access_role=AccessRole.TRAINER).id
        with transaction():
            services.record_workshop(who.id, trainer, 300, date(2026, 3, 2), who.revision, new_id())
            sites.add("command-line", "nairobi", "KE", "Nairobi")
            look = named.open_list(browser.person_id, Filters("small_course"), PURPOSE)
        db.session.remove()
    made = Desk(app, browser, who, look)
    yield made
    assert made.inside(lambda: [str(each) for each in verification.verify()]) == []


def test_a_withdrawal_is_shown_with_all_it_does_and_asked_once_more(desk: Desk) -> None:
    withdraw, _ = desk.forms()
    code = desk.inside(lambda: rows(desk.who)[0].code)
    status, page = desk.send(withdraw, wrong=desk.wrong(), reason=WHY)
    assert status == 200 and "This withdraws the completion of" in page and WHY in page
    assert f"This revokes certificate {code[:4]}" in page
    assert desk.status() is Status.COMPLETED
    [ask] = [each for each in forms(page) if "confirmed" in each.names]
    status, page = desk.send(ask)
    assert status == 200 and "The record is corrected" in page
    assert desk.status() is Status.ENROLLED
    assert desk.inside(lambda: rows(desk.who)[0].state) is State.REVOKED
    assert desk.send(ask)[0] == 200
    assert desk.inside(lambda: len(desk.who.events())) == 3


def test_nothing_is_withdrawn_without_a_reason_or_a_second_look(desk: Desk) -> None:
    withdraw, _ = desk.forms()
    wrong = desk.wrong()
    for fields in ({"wrong": wrong, "reason": " "}, {"reason": WHY}, {"wrong": "f" * 32, "reason": WHY},
                   {"wrong": wrong, "reason": "x" * 501},
                   {"wrong": wrong, "reason": WHY, "confirmed": "yes"},
                   {"wrong": wrong, "reason": WHY, "confirmed": "yes", "event": new_id(), "seen": "1"}):
        status, page = desk.send(withdraw, **fields)
        assert status in (400, 409) and "error" in page.casefold(), fields
    assert desk.status() is Status.COMPLETED


def test_what_came_in_between_is_shown_first(desk: Desk) -> None:
    withdraw, _ = desk.forms()
    _, page = desk.send(withdraw, wrong=desk.wrong(), reason=WHY)
    [ask] = [each for each in forms(page) if "confirmed" in each.names]
    desk.inside(lambda: desk.who.answer("m1-q1", "b"))
    status, page = desk.send(ask)
    assert status == 409 and "has changed since this page was opened" in page and WHY in page
    assert desk.status() is Status.COMPLETED


def test_country_site_and_work_are_shown_first_too(desk: Desk) -> None:
    _, traits = desk.forms()
    fields = {"country": "KE", "site": "nairobi", "judicial_role": "other", "reason": WHY}
    status, page = desk.send(traits, **fields)
    assert status == 200 and "“Kenya”, not “Velmara”" in page
    assert desk.inside(lambda: correcting.traits_of(desk.who.person_id)).country == "XA"
    [ask] = [each for each in forms(page) if "confirmed" in each.names]
    assert desk.send(ask)[0] == desk.send(ask)[0] == 200
    assert desk.inside(lambda: correcting.traits_of(desk.who.person_id)).site == "nairobi"
    for wrong in ({"country": "QQ"}, {"site": "nowhere"}, {"judicial_role": "king"},
                  {"country": "XB", "site": "nairobi"}, {"reason": ""}):
        assert desk.send(traits, **{**fields, **wrong})[0] == 400, wrong
    assert desk.send(traits, **fields)[0] == 400, "this is how it stands"


def test_every_look_is_written_where_the_person_reads_it(desk: Desk) -> None:
    desk.browser.html(desk.address)
    told = [each for each in desk.inside(lambda: looks.looks(desk.who.person_id))
            if each.action == "looked_at"]
    assert told and told[0].purpose == PURPOSE and told[0].by is AccessRole.OFFICER


def test_every_state_of_the_page_is_valid_html(desk: Desk, tmp_path: Path) -> None:
    withdraw, traits = desk.forms()
    _, asked = desk.send(withdraw, wrong=desk.wrong(), reason=WHY)
    [ask] = [each for each in forms(asked) if "confirmed" in each.names]
    pages = {
        "correct": desk.browser.html(desk.address), "asked": asked, "wrong": desk.send(withdraw)[1],
        "traits": desk.send(traits, country="QQ")[1], "done": desk.send(ask)[1],
        "after": desk.browser.html(desk.address)}
    # The checker is older than the attribute by which the menu opens.
    wrong = [each for each in wrong_in(tmp_path, pages) if "popover" not in each]
    assert not wrong, wrong


def test_only_from_ones_own_open_list_and_never_for_oneself(desk: Desk, app: Flask) -> None:
    address, client = desk.address, desk.browser.client
    with app.app_context():
        other, colleague = learner(country="XB"), person(access_role=AccessRole.OFFICER).id
        own = learner(access_role=AccessRole.OFFICER)
        with transaction():
            velmara = named.open_list(
                desk.browser.person_id, Filters("small_course", country="XA"), PURPOSE)
            theirs = named.open_list(colleague, Filters("small_course"), PURPOSE)
            mine = named.open_list(own.person_id, Filters("small_course"), PURPOSE)
        token = session_token(db.session.get_one(Person, own.person_id))
        db.session.remove()
    assert client.get(f"/en/reports/people/{velmara}/{other.id}/correct").status_code == 404
    assert client.get(f"/en/reports/people/{theirs}/{desk.who.id}/correct").status_code == 404
    assert client.get(f"/en/reports/people/{desk.look}/{'0' * 32}/correct").status_code == 404
    for role in (AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT):
        someone = Browser(app)
        someone.sign_in(role)
        assert someone.client.get(address).status_code == 403
    with clock.fixed(clock.now() + timedelta(minutes=31)):
        assert client.get(address).status_code == 410
    oneself = Browser(app)
    oneself.use_token(token)
    assert oneself.client.get(f"/en/reports/people/{mine}/{own.id}/correct").status_code == 403


def _page(desk: Desk, query: str = "") -> str:
    return desk.browser.html(f"/en/reports/changes{query}")


def _busy_day(officer: str, person_id: str) -> None:
    traits = correcting.Traits("KE", "", JudicialRole.JUDGE)
    with transaction():
        correcting.correct_traits(
            officer, person_id, traits, "Judge OKELLO's form said so; Amara wrote it.")
        administration.set_role("command-line", person(display_name="Berit Lund").id, AccessRole.TRAINER)
        reports.take_snapshot("small_course", clock.now())
    erasure.erase(person(display_name="Cyrus Gone").id, "command-line", Reason.ON_REQUEST)


def test_the_list_says_who_did_what_and_why_and_never_about_whom(desk: Desk) -> None:
    officer = desk.browser.person_id
    desk.inside(lambda: _busy_day(officer, desk.who.person_id))
    page, file = _page(desk), desk.browser.html("/en/reports/changes.csv")
    for shown in (page, file):
        assert "Corrected of somebody: Country" in shown and "Olga Officer" in shown
        assert "A role was given: trainer, before learner" in shown and "All tables were counted" in shown
        for name in ("Okello", "OKELLO", "Amara", "Berit", "Cyrus", desk.who.person_id):
            assert name not in shown
        assert "Judge …" in shown and "form said so; … wrote it." in shown
    assert "People erased in this month: &lt;10" in page and "People erased: <10" in file
    assert officer in file
    latest = select(AuditEntry).order_by(AuditEntry.id.desc())
    trace = desk.inside(lambda: db.session.scalars(latest).first())
    assert trace is not None and (trace.action, trace.detail["table"]) == ("report-export", "changes")


def test_it_is_narrowed_by_act_and_month_and_goes_on_page_by_page(desk: Desk) -> None:
    with desk.app.app_context():
        who, month = person().id, f"{clock.now():%Y-%m}"
        for number in range(51):
            with transaction():
                administration.set_role(
                    "command-line", who, (AccessRole.TRAINER, AccessRole.LEARNER)[number % 2])
        db.session.remove()
    first, second = _page(desk, "?kind=role"), _page(desk, f"?kind=role&month={month}&page=2")
    assert first.count("A role was given") == 50 and second.count("A role was given") == 1
    assert "A role was given" not in _page(desk, "?kind=record")
    assert "Nothing of the kind" in _page(desk, "?kind=key")
    for wrong in ("?kind=all", "?month=2020-13", "?month=1999-01", "?page=0", "?page=3&kind=role",
                  "?page=x"):
        assert desk.browser.client.get(f"/en/reports/changes{wrong}").status_code == 404, wrong


def test_what_a_learner_does_is_no_change_of_figures_by_another(desk: Desk) -> None:
    with desk.app.app_context(), transaction():
        certificates.reissue(desk.who.id, "Amara A. Okello", desk.who.person_id)
    assert "issued again" not in _page(desk, "?kind=certificate").partition("<tbody>")[2]
