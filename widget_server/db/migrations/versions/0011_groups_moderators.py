"""Groups that are archived and counted, and moderators."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('moderators',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_moderators_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_moderators_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'actor_id', name=op.f('pk_moderators'))
    )
    with op.batch_alter_table('moderators', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderators_actor_id'), ['actor_id'], unique=False)

    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('member_count', sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column('archived_at', UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index('ix_memberships_group_role', ['group_id', 'role'], unique=False)
        batch_op.create_index('ix_memberships_group_state_at', ['group_id', 'state', 'at', 'actor_id'], unique=False)
