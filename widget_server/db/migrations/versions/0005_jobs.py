"""Jobs, bookmarks and leases."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('bookmarks',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('last_id', sa.String(length=26), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_bookmarks'))
    )
    op.create_table('jobs',
    sa.Column('key', sa.String(length=70), nullable=False),
    sa.Column('due_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_count', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(length=300), nullable=True),
    sa.Column('lease_ends_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('parked_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_jobs'))
    )
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.create_index('ix_jobs_parked_at_due_at', ['parked_at', 'due_at'], unique=False)

    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=32), nullable=False),
    sa.Column('ends_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
