"""Follows, topics, groups and members of an audience."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table('topics',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=False),
    sa.Column('merged_into_id', sa.String(length=26), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['objects.id'], name=op.f('fk_topics_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['merged_into_id'], ['topics.id'], name=op.f('fk_topics_merged_into_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_topics_site_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topics')),
    sa.UniqueConstraint('site_id', 'name', name=op.f('uq_topics_site_id_name'))
    )
    with op.batch_alter_table('topics', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_topics_merged_into_id'), ['merged_into_id'], unique=False)

    op.create_table('audience_members',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_audience_members_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_audience_members_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'actor_id', name=op.f('pk_audience_members'))
    )
    with op.batch_alter_table('audience_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audience_members_actor_id'), ['actor_id'], unique=False)

    op.create_table('follows',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('level', sa.String(length=8), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_follows_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_follows_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'object_id', name=op.f('pk_follows')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('follows', schema=None) as batch_op:
        batch_op.create_index('ix_follows_object_level', ['object_id', 'level', 'actor_id'], unique=False)

    op.create_table('mutes',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_mutes_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_mutes_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'object_id', name=op.f('pk_mutes')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('mutes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mutes_object_id'), ['object_id'], unique=False)

    op.create_table('taggings',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('topic_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_taggings_object_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topics.id'], name=op.f('fk_taggings_topic_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'topic_id', name=op.f('pk_taggings')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('taggings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_taggings_topic_id'), ['topic_id'], unique=False)

    op.create_table('groups',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('page_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('purpose', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('visible', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['objects.id'], name=op.f('fk_groups_id')),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_groups_page_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_groups_site_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_groups')),
    sa.UniqueConstraint('page_id', name=op.f('uq_groups_page_id'))
    )
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_groups_site_id'), ['site_id'], unique=False)

    op.create_table('memberships',
    sa.Column('group_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_memberships_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['actors.id'], name=op.f('fk_memberships_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_memberships_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'actor_id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_actor_id'), ['actor_id'], unique=False)
