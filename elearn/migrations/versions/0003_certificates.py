"""Certificates, the names confirmed for them, and their files."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('certificate',
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('enrolment_id', sa.String(length=32), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('course_title', sa.String(length=300), nullable=False),
    sa.Column('edition', sa.String(length=60), nullable=False),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('route', sa.String(length=40), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issuer', sa.String(length=80), nullable=False),
    sa.Column('sealed_name', sa.Text(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_certificate_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_certificate_revision_id_revision')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_certificate')),
    sa.UniqueConstraint('enrolment_id', 'version', name=op.f('uq_certificate_enrolment_id_version'))
    )
    op.create_table('certificate_name',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('sealed_name', sa.Text(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_certificate_name_enrolment_id_enrolment')),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_certificate_name'))
    )
    op.create_table('certificate_file',
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['code'], ['certificate.code'], name=op.f('fk_certificate_file_code_certificate')),
    sa.PrimaryKeyConstraint('code', 'kind', name=op.f('pk_certificate_file'))
    )


def downgrade() -> None:
    op.drop_table('certificate_file')
    op.drop_table('certificate_name')
    op.drop_table('certificate')
