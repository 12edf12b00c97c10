"""The register of training sites, and lists that name people with whom they took in."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('training_site',
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_training_site'))
    )
    op.create_table('named_list',
    sa.Column('look_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('site', sa.String(length=60), nullable=False),
    sa.Column('route', sa.String(length=40), nullable=False),
    sa.Column('completed_from', sa.Date(), nullable=True),
    sa.Column('completed_until', sa.Date(), nullable=True),
    sa.Column('completed_only', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['look_id'], ['audit_entry.id'], name=op.f('fk_named_list_look_id_audit_entry')),
    sa.PrimaryKeyConstraint('look_id', name=op.f('pk_named_list'))
    )
    op.create_table('named_in',
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('look_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('was_in', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['look_id'], ['named_list.look_id'], name=op.f('fk_named_in_look_id_named_list')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_named_in_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'look_id', name=op.f('pk_named_in'))
    )
    # For the pages of a list of names; nothing is counted by these.
    op.create_index('ix_enrolment_fact_country', 'enrolment_fact', ['country', 'site', 'enrolment_id'])
    op.create_index('ix_enrolment_fact_site', 'enrolment_fact', ['site'])


def downgrade() -> None:
    op.drop_index('ix_enrolment_fact_site', table_name='enrolment_fact')
    op.drop_index('ix_enrolment_fact_country', table_name='enrolment_fact')
    op.drop_table('named_in')
    op.drop_table('named_list')
    op.drop_table('training_site')
