"""The first tables: people, the record, the figures, letters and the audit log."""

import sqlalchemy as sa
from alembic import op

from elearn.kernel import audit
from elearn.learning import triggers

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.String(length=32), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=32), nullable=True),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_subject_id'), ['subject_id'], unique=False)

    op.create_table('erasing',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_erasing'))
    )
    op.create_table('invitation',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('site', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uses_left', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code_hash', name=op.f('pk_invitation'))
    )
    op.create_table('outbox',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('message', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_sent_at'), ['sent_at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('access_role', sa.String(length=40), nullable=False),
    sa.Column('site', sa.String(length=60), nullable=False),
    sa.Column('is_locked', sa.Boolean(), nullable=False),
    sa.Column('judicial_role', sa.String(length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('gender', sa.String(length=40), nullable=True),
    sa.Column('court_level', sa.String(length=40), nullable=True),
    sa.Column('appointed_year', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('theme', sa.String(length=40), nullable=False),
    sa.Column('password_changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_table('registration',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('email_normal', sa.String(length=254), nullable=False),
    sa.Column('fields', sa.Text(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_registration'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_email_normal'), ['email_normal'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_expires_at'), ['expires_at'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('edition', sa.String(length=60), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('released', sa.Date(), nullable=False),
    sa.Column('json', sa.Text(), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_current', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision'))
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index('uq_revision_current', ['course_key', 'edition', 'lang'], unique=True, sqlite_where=sa.text('is_current'), postgresql_where=sa.text('is_current'))

    op.create_table('sign_in_attempt',
    sa.Column('path', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('place', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('open_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('path', 'subject', 'place', name=op.f('pk_sign_in_attempt'))
    )
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_attempt_place'), ['place'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_attempt_tried_at'), ['tried_at'], unique=False)

    op.create_table('snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot'))
    )
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_snapshot_course_key'), ['course_key'], unique=False)

    op.create_table('enrolment',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('edition', sa.String(length=60), nullable=False),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('route', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('enrolled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_unit', sa.String(length=80), nullable=False),
    sa.Column('last_item', sa.String(length=80), nullable=False),
    sa.Column('complete_units', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_enrolment_person_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_enrolment_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sa.UniqueConstraint('person_id', 'course_key', name=op.f('uq_enrolment_person_id_course_key'))
    )
    op.create_table('known_device',
    sa.Column('device_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_known_device_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('device_hash', 'person_id', name=op.f('pk_known_device'))
    )
    with op.batch_alter_table('known_device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_known_device_person_id'), ['person_id'], unique=False)

    op.create_table('login_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('second_factor_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_login_session_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_login_session'))
    )
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_login_session_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_login_session_person_id'), ['person_id'], unique=False)

    op.create_table('personal',
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('display_name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('email_normal', sa.String(length=254), nullable=True),
    sa.Column('sign_in_name', sa.String(length=40), nullable=True),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('totp_secret', sa.Text(), nullable=True),
    sa.Column('totp_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_personal_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_personal')),
    sa.UniqueConstraint('email_normal', name=op.f('uq_personal_email_normal')),
    sa.UniqueConstraint('sign_in_name', name=op.f('uq_personal_sign_in_name'))
    )
    op.create_table('recovery_code',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('code_hash', name=op.f('pk_recovery_code'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_person_id'), ['person_id'], unique=False)

    op.create_table('reset_link',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reset_link_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_reset_link'))
    )
    with op.batch_alter_table('reset_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reset_link_person_id'), ['person_id'], unique=False)

    op.create_table('snapshot_cell',
    sa.Column('snapshot_id', sa.Integer(), nullable=False),
    sa.Column('table_key', sa.String(length=40), nullable=False),
    sa.Column('filter', sa.String(length=40), nullable=False),
    sa.Column('row', sa.String(length=40), nullable=False),
    sa.Column('measure', sa.String(length=20), nullable=False),
    sa.Column('printed', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_snapshot_cell_snapshot_id_snapshot'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('snapshot_id', 'table_key', 'filter', 'row', 'measure', name=op.f('pk_snapshot_cell'))
    )
    op.create_table('snapshot_count',
    sa.Column('snapshot_id', sa.Integer(), nullable=False),
    sa.Column('table_key', sa.String(length=40), nullable=False),
    sa.Column('filter', sa.String(length=40), nullable=False),
    sa.Column('row', sa.String(length=40), nullable=False),
    sa.Column('measure', sa.String(length=20), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_snapshot_count_snapshot_id_snapshot'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('snapshot_id', 'table_key', 'filter', 'row', 'measure', name=op.f('pk_snapshot_count'))
    )
    op.create_table('enrolment_fact',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('course_key', sa.String(length=60), nullable=False),
    sa.Column('edition', sa.String(length=60), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('route', sa.String(length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('site', sa.String(length=60), nullable=False),
    sa.Column('judicial_role', sa.String(length=20), nullable=False),
    sa.Column('gender', sa.String(length=20), nullable=False),
    sa.Column('court_level', sa.String(length=20), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('enrolled_on', sa.Date(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('units_done', sa.Integer(), nullable=False),
    sa.Column('modules_done', sa.Integer(), nullable=False),
    sa.Column('modules', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_enrolment_fact_enrolment_id_enrolment')),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_enrolment_fact'))
    )
    op.create_table('event',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('item_id', sa.String(length=80), nullable=False),
    sa.Column('base', sa.String(length=32), nullable=False),
    sa.Column('revision_id', sa.String(length=64), nullable=False),
    sa.Column('lang', sa.String(length=20), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_event_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_event_revision_id_revision')),
    sa.PrimaryKeyConstraint('enrolment_id', 'seq', name=op.f('pk_event')),
    sa.UniqueConstraint('enrolment_id', 'id', name=op.f('uq_event_enrolment_id_id')),
    sqlite_with_rowid=False
    )
    op.create_table('item_state',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('item_id', sa.String(length=80), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('is_done', sa.Boolean(), nullable=False),
    sa.Column('has_text', sa.Boolean(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('first_choice', sa.Text(), nullable=False),
    sa.Column('last_choice', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_item_state_enrolment_id_enrolment')),
    sa.PrimaryKeyConstraint('enrolment_id', 'item_id', name=op.f('pk_item_state')),
    sqlite_with_rowid=False
    )
    op.create_table('unit_progress',
    sa.Column('enrolment_id', sa.String(length=32), nullable=False),
    sa.Column('unit_id', sa.String(length=80), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_unit_progress_enrolment_id_enrolment')),
    sa.PrimaryKeyConstraint('enrolment_id', 'unit_id', name=op.f('pk_unit_progress')),
    sqlite_with_rowid=False
    )

    dialect = op.get_bind().dialect.name
    for statement in (*triggers.on_event(dialect), *triggers.on_revision(dialect), *audit.GUARDS[dialect]):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table('unit_progress')
    op.drop_table('item_state')
    op.drop_table('event')
    op.drop_table('enrolment_fact')
    op.drop_table('snapshot_count')
    op.drop_table('snapshot_cell')
    with op.batch_alter_table('reset_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reset_link_person_id'))

    op.drop_table('reset_link')
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_person_id'))

    op.drop_table('recovery_code')
    op.drop_table('personal')
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_login_session_person_id'))
        batch_op.drop_index(batch_op.f('ix_login_session_expires_at'))

    op.drop_table('login_session')
    with op.batch_alter_table('known_device', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_known_device_person_id'))

    op.drop_table('known_device')
    op.drop_table('enrolment')
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_snapshot_course_key'))

    op.drop_table('snapshot')
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_attempt_tried_at'))
        batch_op.drop_index(batch_op.f('ix_sign_in_attempt_place'))

    op.drop_table('sign_in_attempt')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_index('uq_revision_current', sqlite_where=sa.text('is_current'), postgresql_where=sa.text('is_current'))

    op.drop_table('revision')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_expires_at'))
        batch_op.drop_index(batch_op.f('ix_registration_email_normal'))

    op.drop_table('registration')
    op.drop_table('person')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_sent_at'))

    op.drop_table('outbox')
    op.drop_table('invitation')
    op.drop_table('erasing')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_subject_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_actor_id'))

    op.drop_table('audit_entry')
