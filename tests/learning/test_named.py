"""Lists that name people: what stands on them, and that each person on one can read that they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts import services as accounts
from elearn.accounts.looks import Doer, looks
from elearn.accounts.models import AccessRole, JudicialRole, Person
from elearn.accounts.profile import Profile
from elearn.kernel import audit, clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotFound
from elearn.learning import erasure
from elearn.learning.erasure import Reason
from elearn.learning.models import EnrolmentFact
from elearn.learning.named import queries, rows, services
from elearn.learning.named.filters import Filters
from elearn.learning.named.models import NamedIn
from elearn.reports.files import named
from elearn.reports.wording.tongue import Tongue
from tests.factories.courses import COURSE_KEY
from tests.factories.learners import Learner, learner
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("bare_app")
PURPOSE = "Letters of thanks to those who finished"


@pytest.fixture
def officer() -> str:
    return person(access_role=AccessRole.OFFICER).id


def _open(by: str, purpose: str = PURPOSE, **filters: Any) -> int:
    with transaction():
        return services.open_list(by, Filters(COURSE_KEY, **filters), purpose)


def _lists(who: Learner) -> list[int]:
    """Return the numbers of the lists that stand in someone's log."""
    db.session.rollback()
    found = audit.about(who.person_id, also=queries.taken_in(who.person_id))
    return sorted(each.id for each in found if each.action in ("people_listed", "site_listed"))


def _completed(**traits: str) -> Learner:
    who = learner(**traits)
    who.do_everything()
    return who


def _names(filters: Filters) -> set[str]:
    return {row.name for row in rows.page(filters).rows}


def test_a_list_tells_name_place_work_route_and_the_day_of_completion(officer: str) -> None:
    _completed(display_name="Chipo Banda", country="ZM", site="lusaka")
    learner(display_name="Amara Okello", country="KE", judicial_role=JudicialRole.PROSECUTOR)
    found = {row.name: row for row in rows.page(Filters(COURSE_KEY)).rows}
    done, open_ = found["Chipo Banda"], found["Amara Okello"]
    assert (done.country, done.site, done.judicial_role, done.route) == (
        "ZM", "lusaka", "judge", "e-learning")
    assert done.completed_on == clock.now().date() and open_.completed_on is None


def test_each_filter_takes_out_who_does_not_fit() -> None:
    _completed(display_name="Chipo Banda", country="ZM", site="lusaka")
    learner(display_name="Amara Okello", country="KE", site="nairobi")
    today = clock.now().date()
    for filters, wanted in (
            ({"country": "ZM"}, {"Chipo Banda"}), ({"site": "nairobi"}, {"Amara Okello"}),
            ({"route": "workshop"}, set()), ({"route": "e-learning"}, {"Chipo Banda", "Amara Okello"}),
            ({"completed_only": True}, {"Chipo Banda"}), ({"completed_from": today}, {"Chipo Banda"}),
            ({"completed_until": today - timedelta(days=1)}, set()),
            ({"country": "KE", "completed_only": True}, set())):
        asked = Filters(COURSE_KEY, **filters)  # type: ignore[arg-type]
        assert _names(asked) == wanted, filters
        assert {row[0] for batch in rows.batches(db.engine, asked) for row in batch} == wanted, filters
    assert _names(Filters("another_course")) == set()


@pytest.mark.parametrize("site", ["", "lusaka"])
def test_pages_follow_on_each_other_and_name_everybody_once(site: str) -> None:
    made = [learner(display_name=f"Person {chr(ord('a') + number)}", country="ZM", site=site).id
            for number in (4, 2, 0, 3, 1)]
    learner(country="KE", site="nairobi")
    asked, after, seen = Filters(COURSE_KEY, country="ZM", site=site), "", []
    for left in (3, 1, 0):
        page = rows.page(asked, after, most=2)
        seen, after = [*seen, *page.rows], page.after
        assert bool(after) == bool(left)
    assert sorted(row.enrolment_id for row in seen) == sorted(made)
    assert not site or [row.name for row in seen] == [f"Person {letter}" for letter in "abcde"]
    with pytest.raises(NotFound):
        rows.page(asked, "nowhere")


def test_batches_of_a_file_hold_no_connection_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        learner()
    db.session.remove()
    monkeypatch.setattr(rows, "_BATCH", 2)
    given, sizes = rows.batches(db.engine, Filters(COURSE_KEY)), []
    for batch in given:
        sizes.append(len(batch))
        assert db.engine.pool.checkedout() == 0, "a slow line would hold a transaction"
    assert sizes == [2, 2, 1]


def test_a_file_that_is_not_fetched_to_its_end_leaves_nothing_open() -> None:
    for _ in range(3):
        learner()
    db.session.remove()
    given = rows.batches(db.engine, Filters(COURSE_KEY))
    parts = named.csv_parts(Tongue("en"), given, is_of_own_site=False)
    assert next(parts).startswith(b"\xef\xbb\xbfName,Country,")
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    assert db.engine.pool.checkedout() == 0


def test_a_file_is_worded_and_no_name_in_it_is_a_formula() -> None:
    _completed(display_name="=1+1 Okello", country="KE", site="nairobi")
    learner(display_name="@Banda, \"Chipo\"", country="ZM")
    t = Tongue("en", {"site": {"nairobi": "+Academy"}})
    written = b"".join(named.csv_parts(
        t, rows.batches(db.engine, Filters(COURSE_KEY)), is_of_own_site=False)).decode("utf-8-sig")
    today = clock.now().date().isoformat()
    assert sorted(written.splitlines()[1:]) == sorted([
        f"'=1+1 Okello,Kenya,'+Academy,Judge,E-learning,yes,{today}",
        "\"'@Banda, \"\"Chipo\"\"\",Zambia,,Judge,E-learning,no,"])


def test_whoever_is_on_a_list_reads_so_with_the_purpose_and_others_do_not(officer: str) -> None:
    kenyan, zambian = learner(country="KE", site="nairobi"), learner(country="ZM")
    all_of_us, of_kenya = _open(officer), _open(officer, country="KE")
    of_site, done = _open(officer, "", site="nairobi"), _open(officer, completed_only=True)
    assert _lists(kenyan) == [all_of_us, of_kenya, of_site] and _lists(zambian) == [all_of_us]
    (newest, *_) = looks(kenyan.person_id, also=queries.taken_in(kenyan.person_id))
    assert (newest.action, newest.by, newest.filters) == (
        "site_listed", AccessRole.OFFICER, {"site": "nairobi"})
    (only,) = looks(zambian.person_id, also=queries.taken_in(zambian.person_id))
    assert only.purpose == PURPOSE and audit.count_about(
        kenyan.person_id, queries.taken_in(kenyan.person_id)) == 3 and done not in _lists(kenyan)


def test_no_row_is_written_for_anyone_on_a_list(officer: str) -> None:
    for _ in range(3):
        learner(country="KE")
    before = audit.verify().count
    _open(officer, country="KE")
    assert audit.verify().count == before + 1
    assert db.session.scalar(select(func.count()).select_from(NamedIn)) == 0


def test_whoever_came_or_completed_after_a_list_was_not_on_it(officer: str) -> None:
    early = learner()
    everybody, done = _open(officer), _open(officer, completed_only=True)
    late = learner()
    early.do_everything()
    assert _lists(early) == [everybody] and _lists(late) == []
    later = _open(officer, completed_only=True)
    assert _lists(early) == [everybody, later] and done not in _lists(early)


@pytest.mark.parametrize(("first", "last", "is_in"), [
    ("2026-03-01", "2026-03-31", True), ("2026-03-10", "2026-03-10", True), ("2026-03-11", None, False),
    (None, "2026-03-09", False)])
def test_a_period_takes_in_who_completed_in_it(
    officer: str, first: str | None, last: str | None, is_in: bool,
) -> None:
    with clock.fixed(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        who = _completed()
    look = _open(officer, completed_from=date.fromisoformat(first) if first else None,
                 completed_until=date.fromisoformat(last) if last else None)
    assert _lists(who) == ([look] if is_in else [])


def test_a_list_stays_in_the_log_of_who_moves_to_another_country_and_none_is_added(officer: str) -> None:
    who = learner(country="KE")
    of_kenya, of_zambia = _open(officer, country="KE"), _open(officer, country="ZM")
    with transaction():
        accounts.change_profile(who.person_id, Profile("Amara Okello", "ZM", JudicialRole.JUDGE))
    assert _lists(who) == [of_kenya]
    after = [_open(officer, country="KE"), _open(officer, country="ZM")]
    assert _lists(who) == [of_kenya, after[1]] and of_zambia not in _lists(who)
    with transaction():
        accounts.change_profile(who.person_id, Profile("Amara Okello", "KE", JudicialRole.JUDGE))
        services.settle(who.person_id)
    assert _lists(who) == [of_kenya, after[1]]


def test_the_purpose_goes_with_whoever_typed_it_and_the_line_stays(officer: str) -> None:
    who = learner()
    look = _open(officer, "Ask Amara Okello of Nairobi")
    stored = str(audit.about("nobody", also=queries.taken_in(who.person_id))[0].detail)
    assert "Amara" not in stored and "sealed_purpose" in stored
    erasure.erase(officer, "command-line", Reason.ON_REQUEST)
    (line,) = looks(who.person_id, also=queries.taken_in(who.person_id))
    assert (line.action, line.by, line.purpose) == ("people_listed", Doer.GONE, "")
    held = queries.look(look)
    assert held is not None and held.purpose == ""


def test_whoever_is_erased_stands_on_no_list_and_nowhere_beside_one(officer: str) -> None:
    who = learner(country="KE", display_name="Gone Person")
    look = _open(officer, country="KE")
    with transaction():
        accounts.change_profile(who.person_id, Profile("Gone Person", "ZM", JudicialRole.JUDGE))
    assert db.session.scalars(select(NamedIn.look_id)).all() == [look]
    erasure.erase(who.person_id, "command-line", Reason.ON_REQUEST)
    assert db.session.scalars(select(NamedIn.look_id)).all() == [] and _names(Filters(COURSE_KEY)) == set()
    assert db.session.get(Person, who.person_id) is None and queries.look(look) is not None


def test_a_list_is_counted_no_further_than_it_must_be() -> None:
    for _ in range(3):
        learner()
    assert rows.is_longer(Filters(COURSE_KEY), 2) and not rows.is_longer(Filters(COURSE_KEY), 3)
    (first, *_) = db.session.scalars(select(EnrolmentFact.enrolment_id)).all()
    assert rows.is_in(Filters(COURSE_KEY), first)
    assert not rows.is_in(Filters(COURSE_KEY, country="ZZ"), first)


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_without_a_list_is_none(bare_app: Flask, number: int) -> None:
    assert queries.look(number) is None
