"""Leaving the course, and the mistakes that readers report."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('enrolment', sa.Column('left_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('enrolment_fact', sa.Column('left_on', sa.Date(), nullable=True))
    op.create_table('mistake_report',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('reporter_id', sa.String(length=32), nullable=True),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('unit_id', sa.String(length=80), nullable=False),
    sa.Column('block_id', sa.String(length=80), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by', sa.String(length=32), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_mistake_report_reporter_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_mistake_report_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mistake_report'))
    )
    with op.batch_alter_table('mistake_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mistake_report_reporter_id'), ['reporter_id'], unique=False)
        batch_op.create_index('ix_mistake_report_state_said_at', ['state', 'said_at'], unique=False)


def downgrade() -> None:
    op.drop_table('mistake_report')
    op.drop_column('enrolment_fact', 'left_on')
    op.drop_column('enrolment', 'left_at')
