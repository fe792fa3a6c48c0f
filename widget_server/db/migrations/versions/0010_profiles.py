"""Profiles."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('profiles',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=True),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('show_contributions', sa.Boolean(), nullable=False),
    sa.Column('show_reactions', sa.Boolean(), nullable=False),
    sa.Column('nudged_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_profiles_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', name=op.f('pk_profiles'))
    )
