"""When somebody had last seen their feed before this visit."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    with op.batch_alter_table('feed_settings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('visited_at', UtcDateTime(timezone=True), nullable=True))
