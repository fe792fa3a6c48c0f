"""Choices about being told, and quiet times."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('notification_choices',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('chosen', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_notification_choices_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'kind', 'channel', name=op.f('pk_notification_choices'))
    )
    op.create_table('quiet_times',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_quiet_times_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', name=op.f('pk_quiet_times'))
    )
