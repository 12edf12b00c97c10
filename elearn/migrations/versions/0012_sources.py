"""By which way an enrolment came, and an index by which acts of a kind are found in the audit log."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('enrolment', 'enrolment_fact'):
        op.add_column(table, sa.Column(
            'source', sa.String(length=40), server_default=sa.text("'web'"), nullable=False))
    # Who came by the web has it already; an event is never changed, so its word of then stands.
    op.execute("UPDATE enrolment SET source = (SELECT event.source FROM event "
               "WHERE event.enrolment_id = enrolment.id AND event.seq = 1) "
               "WHERE id IN (SELECT enrolment_id FROM event WHERE seq = 1 AND source <> 'web')")
    op.execute("UPDATE enrolment_fact SET source = (SELECT enrolment.source FROM enrolment "
               "WHERE enrolment.id = enrolment_fact.enrolment_id) "
               "WHERE enrolment_id IN (SELECT id FROM enrolment WHERE source <> 'web')")
    op.create_index(op.f('ix_audit_entry_action'), 'audit_entry', ['action'])


def downgrade() -> None:
    op.drop_index(op.f('ix_audit_entry_action'), 'audit_entry')
    for table in ('enrolment_fact', 'enrolment'):
        op.drop_column(table, 'source')
