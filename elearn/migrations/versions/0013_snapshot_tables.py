"""A printed table of the figures is one row, and so are the counts behind it; the next count fills them."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('snapshot_count')
    op.drop_table('snapshot_cell')
    # What was counted before cannot be printed as tables of today: the next count fills these.
    for name, held in (('snapshot_table', 'printed'), ('snapshot_behind', 'counted')):
        op.create_table(name,
        sa.Column('snapshot_id', sa.Integer(), nullable=False),
        sa.Column('page', sa.String(length=40), nullable=False),
        sa.Column('filters', sa.String(length=160), nullable=False),
        sa.Column(held, sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f(f'fk_{name}_snapshot_id_snapshot'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('snapshot_id', 'page', 'filters', name=op.f(f'pk_{name}'))
        )


def downgrade() -> None:
    op.drop_table('snapshot_behind')
    op.drop_table('snapshot_table')
    for name, column in (('snapshot_cell', sa.Column('printed', sa.String(length=20), nullable=False)),
                         ('snapshot_count', sa.Column('counted', sa.Integer(), nullable=False))):
        op.create_table(name,
        sa.Column('snapshot_id', sa.Integer(), nullable=False),
        sa.Column('table_key', sa.String(length=40), nullable=False),
        sa.Column('filter', sa.String(length=40), nullable=False),
        sa.Column('row', sa.String(length=40), nullable=False),
        sa.Column('measure', sa.String(length=20), nullable=False),
        column,
        sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f(f'fk_{name}_snapshot_id_snapshot'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('snapshot_id', 'table_key', 'filter', 'row', 'measure', name=op.f(f'pk_{name}'))
        )
