"""The audit log as a chain, what stays of the erased, and when someone was last seen."""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

from elearn.kernel import audit
from elearn.kernel.db import JsonText, Stamp

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

_ENTRIES = sa.table(
    'audit_entry', sa.column('id', sa.Integer), sa.column('at', Stamp), sa.column('actor_id', sa.String),
    sa.column('action', sa.String), sa.column('subject_id', sa.String), sa.column('detail', JsonText),
    sa.column('previous', sa.String), sa.column('digest', sa.String))
_DIGESTS = ('previous', 'digest')


def upgrade() -> None:
    for name in _DIGESTS:
        op.add_column('audit_entry', sa.Column(name, sa.String(length=64), nullable=False, server_default=''))
    _lift_the_guards()
    _chain(op.get_bind())
    _set_the_guards()
    op.create_table('nameless_count',
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('site', sa.String(length=60), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('judicial_role', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('course_key', 'status', 'month', 'site', 'country', 'judicial_role',
                            name=op.f('pk_nameless_count')),
    sqlite_with_rowid=False
    )
    op.add_column('person', sa.Column('last_seen_on', sa.Date(), nullable=True))
    op.add_column('person', sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('person', 'warned_at')
    op.drop_column('person', 'last_seen_on')
    op.drop_table('nameless_count')
    _lift_the_guards()
    for name in _DIGESTS:
        op.drop_column('audit_entry', name)
    _set_the_guards()


def _chain(connection: sa.Connection) -> None:
    """Give each entry there is the digest of the one before it and its own, as `audit.record` does."""
    before = ''
    for row in connection.execute(sa.select(_ENTRIES).order_by(_ENTRIES.c.id)).all():
        said = {
            'id': row.id, 'at': row.at.astimezone(UTC).isoformat(), 'actor_id': row.actor_id,
            'action': row.action, 'subject_id': row.subject_id, 'detail': row.detail, 'previous': before}
        written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
        digest = hashlib.sha256(written.encode()).hexdigest()
        connection.execute(_ENTRIES.update().where(_ENTRIES.c.id == row.id).values(
            previous=before, digest=digest))
        before = digest


def _lift_the_guards() -> None:
    """Let the entries be changed by this step alone."""
    if op.get_bind().dialect.name == 'sqlite':
        for name in ('changes', 'goes', 'replaced'):
            op.execute(f'DROP TRIGGER audit_entry_never_{name}')
    else:
        op.execute('ALTER TABLE audit_entry DISABLE TRIGGER USER')


def _set_the_guards() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for statement in audit.GUARDS['sqlite']:
            op.execute(statement)
    else:
        op.execute('ALTER TABLE audit_entry ENABLE TRIGGER USER')
