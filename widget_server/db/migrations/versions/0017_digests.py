"""Digests: who wants to be mailed what they missed."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('digests',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('every', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.String(length=12), nullable=True),
    sa.Column('looked_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_digests_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', name=op.f('pk_digests'))
    )
