"""What people set of their feeds; timelines hold new things only."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('feed_settings',
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('tab', sa.String(length=8), nullable=False),
    sa.Column('seen_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_feed_settings_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_feed_settings_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'actor_id', name=op.f('pk_feed_settings'))
    )
    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.create_index('ix_activities_site_verb_at', ['site_id', 'verb', 'at', 'id'], unique=False)
    op.execute("DELETE FROM activity_subjects WHERE activity_id IN (SELECT id FROM activities WHERE verb <> 'create')")
