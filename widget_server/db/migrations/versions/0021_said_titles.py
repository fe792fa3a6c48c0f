"""Titles and addresses that one visit named, and no second one confirmed yet."""

from alembic import op
import sqlalchemy as sa


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.add_column('pages', sa.Column('said_title', sa.String(length=300), nullable=True))
    op.add_column('pages', sa.Column('said_by', sa.String(length=32), nullable=True))
    op.add_column('page_urls', sa.Column('said_by', sa.String(length=32), nullable=True))
