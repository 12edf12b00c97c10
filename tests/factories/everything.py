"""Rows in every table, by the step of the database that first had a place for them.

What a later step made possible is written by a later function, so that a database at any step can be
filled with what could be in it then.
"""

from __future__ import annotations

from collections.abc import Callable

from elearn.accounts import services as accounts
from elearn.accounts import sites, throttle
from elearn.accounts.models import JudicialRole, Personal
from elearn.accounts.profile import Profile
from elearn.accounts.services import second_factor, sessions
from elearn.accounts.throttle import Place
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.learning import erasure, leaving, services
from elearn.learning.certificates import services as certificates
from elearn.learning.erasure import Reason
from elearn.learning.keeping import services as keeping
from elearn.learning.keeping.services import Typed
from elearn.learning.mistakes import services as mistakes
from elearn.learning.named import services as named
from elearn.learning.named.filters import Filters
from elearn.learning.notes import queries as notes_of
from elearn.learning.notes import services as notes
from elearn.reports import services as reports
from tests.factories.certificates import completed, confirm, nearly_completed, rows
from tests.factories.courses import small_revision
from tests.factories.learners import learner, new_id
from tests.factories.people import PASSWORD_HASH, person, session_token
from tests.factories.sittings import ENTRY, begin, candidate, sit
from tests.factories.sittings import fill as answer_some


def fill(upto: str) -> None:
    """Write what every step up to `upto` has a place for, as the product writes it."""
    for step, write in FILLS.items():
        if step <= upto:
            write()


def _first() -> None:
    """Accounts and all that hangs on them, a record with each kind of act, a count for the reports."""
    who = learner(email="amara@court.example", country="KE")
    who.answer("m1-q1", "b")
    who.answer("m1-q1", "a")
    who.step("start:a")
    who.restart()
    who.write("a text that is sealed")
    account = db.session.get_one(Personal, who.person_id).person_id
    session_token(made := person(email="boran@court.example"))
    profile, place = Profile("Chipo Banda", "ZM", JudicialRole.JUDGE), Place("203.0.113.7")
    with transaction():
        second_factor.begin_totp(made.id)
        second_factor.new_recovery_codes(made.id)
        sessions.remember_device(made.id, "d" * 43)
        accounts.new_reset(account)
        accounts.invite("command-line", uses=3, days=30, label="a room of judges")
        throttle.take_shared_turn("sign-in", "chipo@court.example", throttle.CALM)
        accounts.request_registration("chipo@court.example", profile, PASSWORD_HASH, "en", place)
    with transaction():
        reports.take_snapshot("small_course", clock.now())


def _tests() -> None:
    """One test passed, one failed, one running with an answer in it; nobody completes by them."""
    who = candidate(has_done_units=False)
    sit(who, ENTRY)
    sit(who, right=0)
    answer_some(who, begin(who), 3)


def _certificates() -> None:
    """A certificate with its files, and a name that waits for one."""
    with transaction():
        services.activate(small_revision().course, small_revision().bank)
    confirm(done := completed("Dalia Haddad"), "Dalia Haddad")
    with transaction():
        certificates.keep_files(rows(done)[0].code, {"credential.json": b"{}", "pdf": b"%PDF-"})
    confirm(nearly_completed("Elif Demir"), "Elif Demir")


def _leaving() -> None:
    """Someone who left, and a mistake that someone reported."""
    gone = learner()
    with transaction():
        leaving.leave(gone.id, gone.revision, new_id())
        mistakes.report(gone.person_id, gone.revision, "m1-q1", "The second option says the same twice.")


def _privacy() -> None:
    """Someone who was erased, and counts on."""
    erasure.erase(learner(country="KE").person_id, "command-line", Reason.ON_REQUEST)


def _keeping() -> None:
    """A draft, and a post that came too late."""
    who = learner()
    with transaction():
        keeping.save_draft(who.person_id, Typed("m2-story/m2-r1", new_id(), "", 1, "half a thought"))
        keeping.keep_post(who.person_id, "/en/course/m2-story/m2-r1", "m2-story/m2-r1", [("text", "late")])


def _own_pages() -> None:
    """A note, one that was deleted, and a new address that waits."""
    who = learner()
    with transaction():
        for section, text in (("m1-choose", "to keep"), ("m1-arrange", "to forget")):
            notes.save(who.person_id, notes.Written(section, new_id(), 0, "", text))
        (gone,) = notes_of.beside(who.person_id, ["m1-arrange"]).values()
        notes.delete(who.person_id, "m1-arrange", new_id(), gone.mark)
        accounts.ask_new_address(who.person_id, "dalia@elsewhere.example", "en")


def _sites_and_lists() -> None:
    """A training site, a list that took somebody in, and that written down before they moved on."""
    who = learner(country="KE")
    with transaction():
        sites.add("command-line", "nairobi", "KE", "Judiciary Academy")
        named.open_list("command-line", Filters("small_course", country="KE"), "")
    with transaction():
        accounts.choose_site(who.person_id, "nairobi")


FILLS: dict[str, Callable[[], None]] = {
    "0001": _first, "0002": _tests, "0003": _certificates, "0004": _leaving, "0005": _privacy,
    "0006": _keeping, "0010": _own_pages, "0011": _sites_and_lists,
}
