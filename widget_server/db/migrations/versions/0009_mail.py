"""Mails, deliveries, what nobody wants mail about."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('deliveries',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.Column('thread_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=12), nullable=False),
    sa.Column('mail_id', sa.String(length=26), nullable=True),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_deliveries_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'activity_id', name=op.f('pk_deliveries')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deliveries_at'), ['at'], unique=False)
        batch_op.create_index('ix_deliveries_mail_id', ['mail_id'], unique=False)

    op.create_table('mail_stops',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('thread_id', sa.String(length=26), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_mail_stops_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['objects.id'], name=op.f('fk_mail_stops_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'thread_id', name=op.f('pk_mail_stops'))
    )
    op.create_table('mails',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('sent_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_mails_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails'))
    )
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.create_index('ix_mails_actor_id_sent_at', ['actor_id', 'sent_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mails_at'), ['at'], unique=False)
