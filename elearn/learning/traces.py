"""What an erasure does with each table of the house: the register that a house test holds complete.

A new table: a line here, or `register` where it stands in a room above this one. `goes` deletes the
rows of the person or of their enrolments; `stays` says why what is left leads to nobody; `handled`
names the verb that does more than delete.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnClause, column, table
from sqlalchemy.sql.expression import TableClause

PERSON, ENROLMENT = "person_id", "enrolment_id"


@dataclass(frozen=True, slots=True)
class Trace:
    """One table, the columns that lead to a person, and what becomes of it.

    `deleted_by` is the column by which its rows are found and deleted: an id of the person where
    `is_of_person`, else of their enrolments; empty where `why` says what happens instead.
    """

    table: str
    columns: tuple[str, ...]
    deleted_by: str = ""
    is_of_person: bool = False
    why: str = ""

    def rows(self) -> tuple[TableClause, ColumnClause[str]]:
        """Return the table and the column by which rows are deleted, whoever has loaded its model."""
        found: ColumnClause[str] = column(self.deleted_by)
        return table(self.table, found), found


def goes(table: str, column: str = ENROLMENT, *others: str, is_of_person: bool = False) -> Trace:
    """Say that the rows of a table go; `others` are columns that lead to people but find no row."""
    return Trace(table, (column, *others), column, is_of_person or column == PERSON)


def stays(table: str, *columns: str, why: str) -> Trace:
    """Say that rows stay, and why what their columns say leads to nobody."""
    return Trace(table, columns, why=why)


handled = stays

_ACCOUNTS = "accounts.services.forget_person deletes them"
_HOLDER = "certificates.services.forget_holder takes name, files and link away"
_REGISTER: dict[str, Trace] = {}


def register(*traces: Trace) -> None:
    """Put tables before those of the register, since their rows lead to rows of those.

    The modules that do so are imported by whoever erases.
    """
    held = dict(_REGISTER)
    _REGISTER.clear()
    _REGISTER.update({trace.table: trace for trace in traces} | held)


def every() -> tuple[Trace, ...]:
    """Return the whole register."""
    return tuple(_REGISTER.values())


def to_delete() -> tuple[Trace, ...]:
    """Return the tables whose rows go, in the order of the register: no row leads to one that is gone."""
    return tuple(trace for trace in every() if trace.deleted_by)


register(
    goes("draft", PERSON), goes("kept_post", PERSON), goes("note", PERSON),
    goes("named_in", PERSON),
    goes("attempt_item"), goes("attempt"), goes("item_state"), goes("unit_progress"),
    goes("certificate_name"),
    goes("enrolment_fact"),  # Counted by `nameless` before.
    goes("event", ENROLMENT, "actor"), goes("enrolment", PERSON),
    handled("certificate", ENROLMENT, why=_HOLDER),
    handled("certificate_file", why=_HOLDER),
    handled("mistake_report", "reporter_id", "answered_by", why="the words go; place, state and day stay"),
    handled("erasing", ENROLMENT, why="stands only while an erasure deletes events"),
    *(handled(table, PERSON, why=_ACCOUNTS) for table in (
        "personal", "login_session", "recovery_code", "reset_link", "known_device",
        "address_change")),
    *(handled(table, why=_ACCOUNTS) for table in ("person", "registration", "sign_in_attempt", "outbox")),
    stays("audit_entry", "actor_id", "subject_id",
          why="append-only; holds random ids of people who are gone, and no words about them"),
    stays("invitation", why="a code and a count for many; nobody is named"),
    stays("nameless_count", why="numbers of nobody"),
    stays("named_list", why="what a list was narrowed by; who was on it stands nowhere but in named_in"),
    stays("training_site", why="places, and no people"),
    *(stays(table, why="figures of many, printed as the tables print them") for table in (
        "snapshot", "snapshot_table", "snapshot_behind")),
    *(stays(table, why="the course as it was served and asked")
      for table in ("revision", "item_wording", "activation", "search_place")),
)
