"""Notifications."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('notifications',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('target_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('first_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('seen_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_notifications_activity_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_notifications_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'activity_id', name=op.f('pk_notifications')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('notifications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notifications_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index('ix_notifications_unseen', ['actor_id', 'activity_id'], unique=False, sqlite_where=sa.text('seen_at IS NULL'), postgresql_where=sa.text('seen_at IS NULL'))
        batch_op.create_index('uq_notifications_grouped', ['actor_id', 'object_id'], unique=True, sqlite_where=sa.text("kind = 'reaction' AND seen_at IS NULL"), postgresql_where=sa.text("kind = 'reaction' AND seen_at IS NULL"))
