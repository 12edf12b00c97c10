"""The table of what a search can find, and the index of its words that each database keeps beside it.

The index is no table of the models: on SQLite an FTS5 table fed by triggers, on PostgreSQL an index over
an expression. Its names begin with `search_words`, by which migrations and backups leave it alone; it is
made with its table and follows every row of it. An SQLite without FTS5 goes without: `search` then reads
the rows themselves.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base

INDEX = "search_words"
# What is in the title counts more than what is in the text.
VECTOR = ("(setweight(to_tsvector('simple'::regconfig, title_words), 'A')"
          " || setweight(to_tsvector('simple'::regconfig, body_words), 'D'))")
_SQLITE = (
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(
        title_words, body_words, content='search_place', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0")""",
    f"""CREATE TRIGGER {INDEX}_added AFTER INSERT ON search_place BEGIN
        INSERT INTO {INDEX}(rowid, title_words, body_words)
        VALUES (NEW.id, NEW.title_words, NEW.body_words); END""",
    f"""CREATE TRIGGER {INDEX}_taken AFTER DELETE ON search_place BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, title_words, body_words)
        VALUES ('delete', OLD.id, OLD.title_words, OLD.body_words); END""",
)


class SearchPlace(Base):
    """A place of a revision, as `document.findable` gives it, with its words as they are compared."""

    __tablename__ = "search_place"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    revision_id: Mapped[str] = mapped_column(String(64), ForeignKey("revision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    block_id: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    title_words: Mapped[str] = mapped_column(Text)
    body_words: Mapped[str] = mapped_column(Text)


def has_fts5(connection: Connection) -> bool:
    """Say whether this SQLite was built with FTS5."""
    found = connection.exec_driver_sql("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return found.first() is not None


def make_index(connection: Connection) -> None:
    """Make the index of words beside its table, where this database can."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"CREATE INDEX {INDEX} ON search_place USING gin ({VECTOR})")
    elif has_fts5(connection):
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)


def is_of_index(name: str | None) -> bool:
    """Say whether a table, an index or a trigger belongs to the index of words."""
    return (name or "").startswith(INDEX)


@event.listens_for(SearchPlace.__table__, "after_create")
def _with_index(table: Any, connection: Connection, **_: object) -> None:
    make_index(connection)
