"""Push: devices, and why they were told."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('push_deliveries',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=12), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_push_deliveries_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'activity_id', name=op.f('pk_push_deliveries')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('push_deliveries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_push_deliveries_at'), ['at'], unique=False)

    op.create_table('push_subscriptions',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('endpoint', sa.String(length=1000), nullable=False),
    sa.Column('p256dh', sa.String(length=90), nullable=False),
    sa.Column('auth', sa.String(length=24), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('told_id', sa.String(length=26), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_used_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_push_subscriptions_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_push_subscriptions_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_subscriptions')),
    sa.UniqueConstraint('endpoint', name=op.f('uq_push_subscriptions_endpoint'))
    )
    with op.batch_alter_table('push_subscriptions', schema=None) as batch_op:
        batch_op.create_index('ix_push_subscriptions_actor_id_site_id', ['actor_id', 'site_id'], unique=False)
