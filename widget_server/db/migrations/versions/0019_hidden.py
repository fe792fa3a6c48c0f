"""What a moderator hides is known of its object."""

from alembic import op
import sqlalchemy as sa


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.add_column('objects', sa.Column('hidden', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE objects SET hidden = true WHERE id IN (SELECT id FROM comments WHERE hidden_at IS NOT NULL)")
