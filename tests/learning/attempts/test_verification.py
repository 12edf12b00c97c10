"""Verification finds what was written past the events; the database refuses to change a wording."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from elearn.kernel.db import db, transaction
from elearn.learning.attempts import wordings
from elearn.learning.verification import verify
from tests.databases import unguarded
from tests.factories.learners import Learner
from tests.factories.sittings import (
    ENTRY,
    begin,
    candidate,
    fill,
    forget_wordings,
    full_bank,
    sit,
    submit,
)


@pytest.fixture
def rosa(bare_app: Flask) -> Learner:
    """Someone who sat an entry and a final test, with nobody to check on the record at the end."""
    made = candidate()
    sit(made, ENTRY)
    attempt_id = begin(made)
    fill(made, attempt_id, 6)
    submit(made, attempt_id)
    assert list(verify()) == []
    return made


def _spoil(*statements: str) -> None:
    with transaction():
        for statement in statements:
            db.session.connection().execute(text(statement))


def _found() -> list[str]:
    return [" ".join(each.place.split()[i] for i in (0, -1)) for each in verify()]


@pytest.mark.parametrize(("statement", "places"), [
    ("UPDATE attempt SET right_count = 5 WHERE test = 'final'", ["attempt right_count"]),
    ("UPDATE attempt SET is_passed = false WHERE test = 'final'", ["attempt is_passed"]),
    ("UPDATE attempt SET pass_mark = 1 WHERE test = 'final'", ["attempt pass_mark"]),
    ("UPDATE attempt SET begun_at = '2020-01-01 00:00:00' WHERE test = 'final'", ["attempt begun_at"]),
    ("UPDATE attempt SET submitted_at = NULL WHERE test = 'final'", ["attempt submitted_at"]),
    ("UPDATE attempt_item SET choice = 'z' WHERE item_id = 't-e0'", ["attempt_item choice"]),
    ("UPDATE attempt_item SET is_right = false WHERE item_id = 't-e0'", ["attempt_item is_right"]),
    ("UPDATE attempt_item SET event_id = '' WHERE item_id = 't-e0'", ["attempt_item event_id"]),
    ("UPDATE enrolment SET passed_at = NULL", ["enrolment passed_at"]),
    ("UPDATE enrolment SET tested_out_at = NULL", ["enrolment tested_out_at"]),
    ("UPDATE enrolment SET attended_minutes = 90", ["enrolment attended_minutes"]),
])
def test_a_spoilt_attempt_is_found(rosa: Learner, statement: str, places: list[str]) -> None:
    _spoil(statement)
    assert _found() == places


def test_an_item_that_is_gone_is_found(rosa: Learner) -> None:
    _spoil("DELETE FROM attempt_item WHERE item_id = 't-e0'")
    assert [each.split()[0] for each in _found()] == ["attempt_item"]


def test_an_altered_wording_is_found(rosa: Learner) -> None:
    _spoil(unguarded("wording_never_changes", "item_wording"),
           "UPDATE item_wording SET json = replace(json, '\"t-e0\"', '\"t-e9\"')")
    forget_wordings()
    assert "item_wording hash" in _found()


@pytest.mark.parametrize("statement", [
    "UPDATE item_wording SET json = '{}'",
    "UPDATE item_wording SET hash = hash",
    "DELETE FROM item_wording",
])
def test_a_wording_is_never_changed(rosa: Learner, statement: str) -> None:
    with pytest.raises(DBAPIError):
        _spoil(statement)


@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT"])
@pytest.mark.only_on("sqlite")
def test_a_wording_is_never_replaced_on_sqlite(rosa: Learner, how: str) -> None:
    _spoil(f"{how} INTO item_wording SELECT hash, 'xx', '[]' FROM item_wording")
    assert list(verify()) == []
    count = text("SELECT count(*) FROM item_wording WHERE lang = 'xx' OR json = '[]'")
    assert db.session.execute(count).scalar() == 0


@pytest.mark.parametrize("how", [
    "INSERT INTO item_wording SELECT hash, 'xx', '[]' FROM item_wording "
    "ON CONFLICT (hash) DO UPDATE SET json = '[]'",
    "TRUNCATE item_wording CASCADE",
])
@pytest.mark.only_on("postgresql")
def test_a_wording_is_never_replaced_or_emptied_on_postgresql(rosa: Learner, how: str) -> None:
    with pytest.raises(DBAPIError, match="refused on"):
        _spoil(how)


def test_a_second_running_attempt_is_refused_by_the_database_itself(rosa: Learner) -> None:
    sit(other := candidate(), right=0)
    begin(other)
    with pytest.raises(DBAPIError):
        _spoil(f"UPDATE attempt SET submitted_at = NULL WHERE enrolment_id = '{other.id}'")


def test_the_wordings_of_a_bank_have_names_of_their_own() -> None:
    names = {wordings.hash_of(item, "en") for item in full_bank().items}
    assert len(names) == len(full_bank().items)
    assert names.isdisjoint(wordings.hash_of(item, "en") for item in full_bank("edited").items)
