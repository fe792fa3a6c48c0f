"""A photo that somebody gave is kept as its path, so that the service may move."""

from alembic import op


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the rows up."""
    op.execute("UPDATE actors SET photo_url = '/photos/' || photo_key || '/96' WHERE photo_key IS NOT NULL")
