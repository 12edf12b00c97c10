"""Many enrolments at once, as the narrow rows that figures are counted from, and their attempts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select

from elearn.accounts.models import JudicialRole, Person
from elearn.kernel.db import db, transaction
from elearn.learning.acts import Route, Source, Status
from elearn.learning.attempts.models import AskedRow, AttemptRow, ItemWording
from elearn.learning.attempts.states import TestName
from elearn.learning.models import Enrolment, EnrolmentFact, StoredRevision
from tests.factories.courses import COURSE_KEY

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENROLLED = date(2026, 10, 3)


def facts(number: int = 1, **columns: Any) -> list[str]:
    """Write so many alike enrolments of judges in XA on 3 October 2026, commit, and return their ids.

    `columns` are those of the fact that are otherwise, such as `started_on`.
    """
    ids = [secrets.token_hex(16) for _ in range(number)]
    held = {"course_key": COURSE_KEY, "edition": "international", "lang": "en", "route": Route.E_LEARNING,
            "status": Status.ENROLLED}
    fact = {**held, "country": "XA", "site": "", "judicial_role": "judge", "gender": "undisclosed",
            "court_level": "undisclosed", "enrolled_on": ENROLLED, "last_on": ENROLLED, "units_done": 0,
            "modules_done": 0, "modules": "", "module_days": "", "source": Source.WEB, **columns}
    with transaction():
        _insert(Person, [
            {"id": each, "judicial_role": JudicialRole.JUDGE, "country": "XA"} for each in ids])
        _insert(Enrolment, [
            {**held, "id": each, "person_id": each, "revision_id": _revision(), "seq": 0,
             "enrolled_at": NOW, "last_at": NOW} for each in ids])
        _insert(EnrolmentFact, [{**fact, "enrolment_id": each} for each in ids])
    return ids


def attempt(
    enrolment_id: str, test: TestName, right: Sequence[str], wrong: Sequence[str] = (), seq: int = 1,
    chosen: Mapping[str, str] | None = None, is_submitted: bool = True,
) -> None:
    """Write an attempt with these items answered right and wrong, and commit.

    Who is right chose "a", who is wrong "b", but where `chosen` says otherwise.
    """
    name = secrets.token_hex(16)
    answers = {**dict.fromkeys(right, "a"), **dict.fromkeys(wrong, "b"), **(chosen or {})}
    with transaction():
        if db.session.get(ItemWording, "0" * 64) is None:
            _insert(ItemWording, [{"hash": "0" * 64, "lang": "en", "json": "{}"}])
        _insert(AttemptRow, [{
            "enrolment_id": enrolment_id, "id": name, "seq": seq, "test": test, "lang": "en",
            "revision_id": _revision(), "begun_at": NOW, "pass_mark": 70, "item_count": len(answers),
            "submitted_at": NOW if is_submitted else None, "right_count": len(right),
            "scored_count": len(right) + len(wrong), "is_passed": False}])
        _insert(AskedRow, [
            {"enrolment_id": enrolment_id, "attempt_id": name, "item_id": item, "place": place, "value": "",
             "wording": "0" * 64, "choice": choice, "event_id": name, "is_right": item in right}
            for place, (item, choice) in enumerate(answers.items())])


def _insert(model: type[Any], rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), rows)


def _revision() -> str:
    return db.session.scalars(select(StoredRevision.id)).first() or ""
