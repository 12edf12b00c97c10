"""Drafts, and posts that came after their sign-in had ended."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft',
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('page', sa.String(length=32), nullable=False),
    sa.Column('base', sa.String(length=32), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_draft_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'place', 'page', name=op.f('pk_draft'))
    )
    op.create_table('kept_post',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_kept_post_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_post'))
    )
    op.create_index('ix_kept_post_person_id_made_at', 'kept_post', ['person_id', 'made_at'])


def downgrade() -> None:
    op.drop_table('kept_post')
    op.drop_table('draft')
