"""Find what somebody was told of likes and of followers by what it is about, as SQLite will."""

from alembic import op
import sqlalchemy as sa


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

REACTED = "kind = 'reaction' AND seen_at IS NOT NULL"
FOLLOWED = "kind = 'follow'"


def upgrade() -> None:
    """Bring the indexes up."""
    for name, columns, where in (
        ('ix_notifications_reacted', ['object_id', 'by_id'], sa.text(REACTED)),
        ('ix_notifications_followed', ['object_id', 'actor_id'], sa.text(FOLLOWED)),
    ):
        op.drop_index(name, table_name='notifications')
        op.create_index(name, 'notifications', columns, sqlite_where=where, postgresql_where=where)
