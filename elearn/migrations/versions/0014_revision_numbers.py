"""A revision has a small number, which stands for its long id in events."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from elearn.learning import triggers

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

# The number stands before the long text: SQLite reads through all of that to whatever is behind it.
_ORDER = ('id', 'number', 'course_key', 'edition', 'lang', 'released', 'json', 'activated_at', 'is_current')
# In the order of storing; what was stored in the same moment was noted one after the other.
_NUMBERED = """
    UPDATE revision SET number = ordered.place FROM (
        SELECT id, row_number() OVER (ORDER BY activated_at, (
            SELECT min(activation.id) FROM activation WHERE activation.revision_id = revision.id), id) AS place
        FROM revision) AS ordered
    WHERE ordered.id = revision.id"""


def upgrade() -> None:
    op.add_column('revision', sa.Column('number', sa.Integer(), nullable=True))
    op.execute(_NUMBERED)
    with op.batch_alter_table('revision', partial_reordering=[_ORDER]) as batch_op:
        batch_op.alter_column('number', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(op.f('uq_revision_number'), ['number'])
    _guard_revisions()
    for statement in triggers.on_number(_dialect()):
        op.get_bind().exec_driver_sql(statement)
    _write_events_anew('number', (
        # PostgreSQL fills up the places before a number or a day that follows a text.
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('occurred_on', sa.Date(), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('revision_number', sa.Integer(), nullable=False),
        sa.Column('enrolment_id', sa.String(length=32), nullable=False),
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('item_id', sa.String(length=80), nullable=False),
        sa.Column('base', sa.String(length=32), nullable=False),
        sa.Column('lang', sa.String(length=20), nullable=False),
        sa.Column('source', sa.String(length=40), nullable=False),
        sa.Column('actor', sa.String(length=32), nullable=False),
        sa.Column('payload', sa.Text(), nullable=False)))


def downgrade() -> None:
    _write_events_anew('id', (
        sa.Column('enrolment_id', sa.String(length=32), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('item_id', sa.String(length=80), nullable=False),
        sa.Column('base', sa.String(length=32), nullable=False),
        sa.Column('revision_id', sa.String(length=64), nullable=False),
        sa.Column('lang', sa.String(length=20), nullable=False),
        sa.Column('source', sa.String(length=40), nullable=False),
        sa.Column('actor', sa.String(length=32), nullable=False),
        sa.Column('payload', sa.Text(), nullable=False),
        sa.Column('occurred_on', sa.Date(), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False)))
    op.execute('DROP TRIGGER revision_keeps_its_number' + (' ON revision' if _dialect() == 'postgresql' else ''))
    with op.batch_alter_table('revision') as batch_op:
        batch_op.drop_constraint('uq_revision_number', type_='unique')
        batch_op.drop_column('number')
    _guard_revisions()


def _dialect() -> str:
    return op.get_bind().dialect.name


def _guard_revisions() -> None:
    """Make the triggers of `revision` again where the table was copied: SQLite drops them with the old one."""
    if _dialect() == 'sqlite':
        for statement in triggers.on_revision('sqlite'):
            op.get_bind().exec_driver_sql(statement)


def _write_events_anew(named_by: str, columns: Sequence[sa.Column[Any]]) -> None:
    """Write every event into a table with these columns, in one statement; its triggers go with the old one.

    `named_by` is the column of `revision` that the events name from now on; before, they named the other.
    """
    names = [column.name for column in columns]
    new, old = f'revision_{named_by}', {'id': 'number', 'number': 'id'}[named_by]
    is_checked_at_once = _dialect() == 'sqlite'
    op.create_table('event_anew', *columns, *(_constraints(new) if is_checked_at_once else ()),
                    sqlite_with_rowid=False)
    op.execute(
        f"INSERT INTO event_anew ({', '.join(names)}) "
        f"SELECT {', '.join(f'revision.{named_by}' if name == new else f'event.{name}' for name in names)} "
        f"FROM event JOIN revision ON revision.{old} = event.revision_{old}")
    op.drop_table('event')
    op.rename_table('event_anew', 'event')
    if not is_checked_at_once:
        # Made of all rows together, an index and a foreign key take minutes where row by row they take hours.
        op.create_primary_key(op.f('pk_event'), 'event', ['enrolment_id', 'seq'])
        op.create_unique_constraint(op.f('uq_event_enrolment_id_id'), 'event', ['enrolment_id', 'id'])
        op.create_foreign_key(op.f('fk_event_enrolment_id_enrolment'), 'event', 'enrolment', ['enrolment_id'], ['id'])
        op.create_foreign_key(op.f(f'fk_event_{new}_revision'), 'event', 'revision', [new], [named_by])
    for statement in triggers.on_event(_dialect()):
        op.get_bind().exec_driver_sql(statement)


def _constraints(new: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint('enrolment_id', 'seq', name=op.f('pk_event')),
        sa.UniqueConstraint('enrolment_id', 'id', name=op.f('uq_event_enrolment_id_id')),
        sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_event_enrolment_id_enrolment')),
        sa.ForeignKeyConstraint([new], [f"revision.{new.removeprefix('revision_')}"], name=op.f(f'fk_event_{new}_revision')),
    )
