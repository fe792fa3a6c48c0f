"""Which renderer wrote an earlier version of a comment, and indexes for the periodic work."""

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    with op.batch_alter_table('comment_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('text_version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.create_index(batch_op.f('ix_comment_versions_text_version'), ['text_version'], unique=False)
    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comments_text_version'), ['text_version'], unique=False)
    with op.batch_alter_table('pages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pages_listed_at'), ['listed_at'], unique=False)
