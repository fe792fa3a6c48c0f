"""Find what somebody was told of likes and of followers."""

from alembic import op
import sqlalchemy as sa


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

REACTED = "kind = 'reaction' AND seen_at IS NOT NULL"
FOLLOWED = "kind = 'follow'"


def upgrade() -> None:
    """Bring the indexes up."""
    with op.batch_alter_table('notifications', schema=None) as batch_op:
        batch_op.create_index('ix_notifications_reacted', ['actor_id', 'object_id', 'by_id'], unique=False, sqlite_where=sa.text(REACTED), postgresql_where=sa.text(REACTED))
        batch_op.create_index('ix_notifications_followed', ['actor_id', 'object_id'], unique=False, sqlite_where=sa.text(FOLLOWED), postgresql_where=sa.text(FOLLOWED))
