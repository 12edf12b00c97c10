"""What each activation changed, and by which wording an item of an attempt was judged again."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('activation',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('before_id', sa.String(length=64), nullable=True),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changes', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['before_id'], ['revision.id'], name=op.f('fk_activation_before_id_revision')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_activation_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activation'))
    )
    op.add_column('attempt_item', sa.Column(
        'judged_by', sa.String(length=64), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column('attempt_item', 'judged_by')
    op.drop_table('activation')
