"""What the database itself refuses, on SQLite and on PostgreSQL alike; migrations use these too."""

from __future__ import annotations

_NOT_ERASING = "NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.enrolment_id = OLD.enrolment_id)"

# REPLACE deletes a row without asking the DELETE trigger, so an insert over a row is refused first.
# Two questions, each with its index: asked as one, SQLite walks through every event of the enrolment.
_SQLITE_EVENT = (
    """CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
       BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    f"""CREATE TRIGGER event_never_goes BEFORE DELETE ON event WHEN {_NOT_ERASING}
       BEGIN SELECT RAISE(ABORT, 'an event goes with an erasure alone'); END""",
    """CREATE TRIGGER event_never_replaced BEFORE INSERT ON event
       WHEN EXISTS (SELECT 1 FROM event WHERE enrolment_id = NEW.enrolment_id AND seq = NEW.seq)
         OR EXISTS (SELECT 1 FROM event WHERE enrolment_id = NEW.enrolment_id AND id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'UNIQUE: this event is there already'); END""",
)
_SQLITE_REVISION = (
    """CREATE TRIGGER revision_never_changes
       BEFORE UPDATE OF id, course_key, edition, lang, released, json ON revision
       BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END""",
    """CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
       BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END""",
)
_SQLITE_NUMBER = (
    """CREATE TRIGGER revision_keeps_its_number BEFORE UPDATE OF number ON revision
       BEGIN SELECT RAISE(ABORT, 'a revision keeps its number'); END""",
)
# A wording is stored by whoever needs it first; again is no mistake, and replaces nothing.
_SQLITE_WORDING = (
    """CREATE TRIGGER wording_never_changes BEFORE UPDATE ON item_wording
       BEGIN SELECT RAISE(ABORT, 'a wording is never changed'); END""",
    """CREATE TRIGGER wording_never_goes BEFORE DELETE ON item_wording
       BEGIN SELECT RAISE(ABORT, 'a wording is never deleted'); END""",
    """CREATE TRIGGER wording_never_replaced BEFORE INSERT ON item_wording
       WHEN EXISTS (SELECT 1 FROM item_wording WHERE hash = NEW.hash)
       BEGIN SELECT RAISE(IGNORE); END""",
)
_REFUSE = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_OP || ' refused on ' || TG_TABLE_NAME; END $$"""
_POSTGRES_EVENT = (
    _REFUSE,
    """CREATE OR REPLACE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
       IF NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.enrolment_id = OLD.enrolment_id) THEN
         RAISE EXCEPTION 'an event goes with an erasure alone';
       END IF;
       RETURN OLD;
    END $$""",
    """CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER event_never_goes BEFORE DELETE ON event
       FOR EACH ROW EXECUTE FUNCTION refuse_unless_erasing()""",
    """CREATE TRIGGER event_never_emptied BEFORE TRUNCATE ON event
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)
_POSTGRES_REVISION = (
    _REFUSE,
    """CREATE TRIGGER revision_never_changes
       BEFORE UPDATE OF id, course_key, edition, lang, released, json ON revision
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER revision_never_emptied BEFORE TRUNCATE ON revision
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)
_POSTGRES_NUMBER = (
    _REFUSE,
    """CREATE TRIGGER revision_keeps_its_number BEFORE UPDATE OF number ON revision
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
)
_POSTGRES_WORDING = (
    _REFUSE,
    """CREATE TRIGGER wording_never_changes BEFORE UPDATE OR DELETE ON item_wording
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER wording_never_emptied BEFORE TRUNCATE ON item_wording
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)


def on_event(dialect: str) -> tuple[str, ...]:
    """Return the statements that guard table `event`; raise LookupError for another database."""
    return {"sqlite": _SQLITE_EVENT, "postgresql": _POSTGRES_EVENT}[dialect]


def on_revision(dialect: str) -> tuple[str, ...]:
    """Return the statements that guard table `revision`; raise LookupError for another database."""
    return {"sqlite": _SQLITE_REVISION, "postgresql": _POSTGRES_REVISION}[dialect]


def on_number(dialect: str) -> tuple[str, ...]:
    """Return the statements that guard the number of a revision; raise LookupError for another database."""
    return {"sqlite": _SQLITE_NUMBER, "postgresql": _POSTGRES_NUMBER}[dialect]


def on_wording(dialect: str) -> tuple[str, ...]:
    """Return the statements that guard table `item_wording`; raise LookupError for another database."""
    return {"sqlite": _SQLITE_WORDING, "postgresql": _POSTGRES_WORDING}[dialect]
