"""Tests: attempts, their items, the wordings they were asked in, and the ways to completion."""

import sqlalchemy as sa
from alembic import op

from elearn.learning import triggers

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

_MOMENTS = ('tested_out_at', 'passed_at', 'declared_at', 'attended_at')


def upgrade() -> None:
    for moment in _MOMENTS:
        op.add_column('enrolment', sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
    op.add_column('enrolment', sa.Column('attended_minutes', sa.Integer(), nullable=False, server_default='0'))
    op.create_table('item_wording',
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('json', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_item_wording'))
    )
    op.create_table('attempt',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('test', sa.String(length=40), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('item_count', sa.Integer(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('right_count', sa.Integer(), nullable=False),
    sa.Column('scored_count', sa.Integer(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_attempt_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_attempt_revision_id_revision')),
    sa.PrimaryKeyConstraint('enrolment_id', 'id', name=op.f('pk_attempt')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index('uq_attempt_running', ['enrolment_id', 'test'], unique=True, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.create_table('attempt_item',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('attempt_id', sa.String(length=32), nullable=False),
    sa.Column('item_id', sa.String(length=80), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('value', sa.String(length=10), nullable=False),
    sa.Column('wording', sa.String(length=64), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('event_id', sa.String(length=32), nullable=False),
    sa.Column('is_right', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id', 'attempt_id'], ['attempt.enrolment_id', 'attempt.id'], name=op.f('fk_attempt_item_enrolment_id_attempt_id_attempt')),
    sa.ForeignKeyConstraint(['wording'], ['item_wording.hash'], name=op.f('fk_attempt_item_wording_item_wording')),
    sa.PrimaryKeyConstraint('enrolment_id', 'attempt_id', 'item_id', name=op.f('pk_attempt_item')),
    sqlite_with_rowid=False
    )
    for statement in triggers.on_wording(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table('attempt_item')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_running', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.drop_table('attempt')
    op.drop_table('item_wording')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_column('attended_minutes')
        for moment in reversed(_MOMENTS):
            batch_op.drop_column(moment)
