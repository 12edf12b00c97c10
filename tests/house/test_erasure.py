"""Every table says what an erasure does with it."""

from __future__ import annotations

import re

from elearn.kernel import audit as _audit  # The models of every room must be loaded to look at them.
from elearn.kernel import mail as _mail
from elearn.kernel.db import Base
from elearn.learning import erasure as _erasure
from elearn.learning import models as _learning
from elearn.learning import traces
from elearn.learning.keeping import models as _keeping
from elearn.learning.named import models as _named
from elearn.reports import models as _reports

_LOADED = (_audit, _mail, _erasure, _learning, _keeping, _named, _reports)
# What a column is called that holds the id of a person or an enrolment.
_LEADS = re.compile(r"(person|enrolment|holder|reporter|trainer|learner|owner|subject|actor)(_id)?|\w+_by")
_PEOPLE = {"person.id", "enrolment.id"}
# A keyed digest, deleted by what it is made of; what a letter is about; the wording that judges an item.
_OTHERS = {("sign_in_attempt", "subject"), ("outbox", "subject"), ("attempt_item", "judged_by")}


def _leading() -> set[tuple[str, str]]:
    """Return (table, column) of every column that leads to a person, by name or by foreign key."""
    return {
        (table.name, column.name) for table in Base.metadata.sorted_tables for column in table.c
        if _LEADS.fullmatch(column.name)
        or _PEOPLE & {key.target_fullname for key in column.foreign_keys}} - _OTHERS


def test_every_table_says_what_an_erasure_does_with_it() -> None:
    named = {trace.table for trace in traces.every()}
    silent = {table.name for table in Base.metadata.sorted_tables} - named
    assert not silent, f"say in learning/traces.py what an erasure does with: {sorted(silent)}"


def test_every_column_that_leads_to_a_person_is_named() -> None:
    named = {(trace.table, column) for trace in traces.every() for column in trace.columns}
    assert sorted(_leading() - named) == [], "name these columns in learning/traces.py"


def test_rows_go_before_those_they_lead_to() -> None:
    places = {trace.table: place for place, trace in enumerate(traces.to_delete())}
    for name, place in places.items():
        for key in Base.metadata.tables[name].foreign_keys:
            assert places.get(key.column.table.name, place + 1) > place, f"{name} → {key.column}"


def test_a_table_that_goes_is_found_by_a_column_it_has() -> None:
    held = Base.metadata.tables
    for trace in traces.to_delete():
        assert trace.table in held, f"{trace.table}: load its models here"
        assert trace.deleted_by in held[trace.table].c, trace.table


def test_rows_that_stay_say_why() -> None:
    assert not [trace.table for trace in traces.every() if not trace.deleted_by and not trace.why]


def test_names_and_addresses_have_one_table() -> None:
    """`outbox` and `registration` hold an address for some days; what is sealed opens for its owner."""
    found = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.c
             if re.search(r"name$|email|address", column.name)}
    assert {each for each in found if each[0] != "personal" and not each[1].startswith("sealed")} == {
        ("outbox", "address"), ("registration", "email_normal"), ("address_change", "email"),
        ("kept_post", "address"), ("training_site", "name")}  # The path of a page, and a place's name.
