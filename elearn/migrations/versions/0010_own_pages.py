"""Private notes beside the sections of a unit, and addresses that wait to be confirmed."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('note',
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('section_id', sa.String(length=90), nullable=False),
    sa.Column('page', sa.String(length=32), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('ended', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_note_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'section_id', name=op.f('pk_note'))
    )
    op.create_table('address_change',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_address_change_person_id_person'),
                            ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_address_change'))
    )
    op.create_index(op.f('ix_address_change_expires_at'), 'address_change', ['expires_at'])
    op.create_index(op.f('ix_address_change_person_id'), 'address_change', ['person_id'])


def downgrade() -> None:
    op.drop_table('address_change')
    op.drop_table('note')
