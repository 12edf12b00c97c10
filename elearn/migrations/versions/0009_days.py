"""When a final test was first handed in and passed, and on which day each unit and module was complete."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from elearn.kernel.db import Stamp

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_ENROLMENTS = sa.table(
    'enrolment', sa.column('id', sa.String), sa.column('revision_id', sa.String),
    sa.column('enrolled_at', Stamp), sa.column('passed_at', Stamp), sa.column('complete_units', sa.Text),
    sa.column('unit_days', sa.Text), sa.column('sat_at', Stamp))
_FACTS = sa.table(
    'enrolment_fact', sa.column('enrolment_id', sa.String), sa.column('modules', sa.Text),
    sa.column('module_days', sa.Text), sa.column('sat_on', sa.Date), sa.column('passed_on', sa.Date))
_UNITS = sa.table(
    'unit_progress', sa.column('enrolment_id', sa.String), sa.column('unit_id', sa.String),
    sa.column('completed_at', Stamp))
_ATTEMPTS = sa.table(
    'attempt', sa.column('enrolment_id', sa.String), sa.column('seq', sa.Integer),
    sa.column('test', sa.String), sa.column('submitted_at', Stamp))
_REVISIONS = sa.table('revision', sa.column('id', sa.String), sa.column('json', sa.Text))
_BATCH = 500


def upgrade() -> None:
    op.add_column('enrolment', sa.Column('unit_days', sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column('enrolment', sa.Column('sat_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('enrolment_fact', sa.Column(
        'module_days', sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column('enrolment_fact', sa.Column('sat_on', sa.Date(), nullable=True))
    op.add_column('enrolment_fact', sa.Column('passed_on', sa.Date(), nullable=True))
    _fill(op.get_bind())


def downgrade() -> None:
    for name in ('passed_on', 'sat_on', 'module_days'):
        op.drop_column('enrolment_fact', name)
    for name in ('sat_at', 'unit_days'):
        op.drop_column('enrolment', name)


def _fill(connection: sa.Connection) -> None:
    """Write what follows from the units and attempts that are stored, a batch of enrolments at a time."""
    units_of: dict[str, dict[str, list[str]]] = {}
    after = ''
    while batch := connection.execute(
            sa.select(*_ENROLMENTS.c['id', 'revision_id', 'enrolled_at', 'passed_at', 'complete_units'],
                      _FACTS.c.modules)
            .outerjoin(_FACTS, _FACTS.c.enrolment_id == _ENROLMENTS.c.id)
            .where(_ENROLMENTS.c.id > after).order_by(_ENROLMENTS.c.id).limit(_BATCH)).all():
        after = batch[-1].id
        completed, sat = _completed(connection, batch), _sat(connection, batch)
        enrolments, facts = [], []
        for row in batch:
            if row.revision_id not in units_of:
                units_of[row.revision_id] = _modules(connection, row.revision_id)
            days = _days(row, completed[row.id])
            sat_at, passed_at = sat.get(row.id), row.passed_at
            if days or sat_at:
                enrolments.append({
                    'key': row.id, 'unit_days': ' '.join(map(str, days.values())), 'sat_at': sat_at})
            if days or sat_at or passed_at:
                facts.append({
                    'key': row.id, 'sat_on': sat_at.date() if sat_at else None,
                    'passed_on': passed_at.date() if passed_at else None,
                    'module_days': _module_days(row.modules or '', units_of[row.revision_id], days)})
        for table, column, held in (
                (_ENROLMENTS, _ENROLMENTS.c.id, enrolments), (_FACTS, _FACTS.c.enrolment_id, facts)):
            if held:
                connection.execute(sa.update(table).where(column == sa.bindparam('key')), held)


def _completed(connection: sa.Connection, batch: Sequence[Any]) -> dict[str, dict[str, datetime]]:
    """Return of each enrolment when each of its complete units was complete."""
    held: dict[str, dict[str, datetime]] = defaultdict(dict)
    for row in connection.execute(sa.select(_UNITS).where(
            _UNITS.c.enrolment_id.in_([row.id for row in batch]), _UNITS.c.completed_at.is_not(None))):
        held[row.enrolment_id][row.unit_id] = row.completed_at
    return held


def _sat(connection: sa.Connection, batch: Sequence[Any]) -> dict[str, datetime]:
    """Return of each enrolment when a final test was first handed in."""
    held: dict[str, datetime] = {}
    for row in connection.execute(sa.select(_ATTEMPTS).where(
            _ATTEMPTS.c.enrolment_id.in_([row.id for row in batch]), _ATTEMPTS.c.test == 'final',
            _ATTEMPTS.c.submitted_at.is_not(None)).order_by(_ATTEMPTS.c.seq)):
        held.setdefault(row.enrolment_id, row.submitted_at)
    return held


def _days(row: Any, completed: Mapping[str, datetime]) -> dict[str, int]:
    """Return how many days after the enrolment each complete unit was complete, in their order."""
    return {unit: (completed.get(unit, row.enrolled_at).date() - row.enrolled_at.date()).days
            for unit in row.complete_units.split()}


def _modules(connection: sa.Connection, revision_id: str) -> dict[str, list[str]]:
    """Return the units of each module of a revision, as it is stored."""
    course, _ = json.loads(connection.execute(
        sa.select(_REVISIONS.c.json).where(_REVISIONS.c.id == revision_id)).scalar_one())
    return {module['id']: [unit['id'] for unit in module['units']] for module in course['modules']}


def _module_days(modules: str, units_of: Mapping[str, list[str]], days: Mapping[str, int]) -> str:
    """Return of each complete module how many days after the enrolment it was complete."""
    return ' '.join(str(max((days.get(unit, 0) for unit in units_of.get(module, ())), default=0))
                    for module in modules.split())
