"""First tables."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""

    op.create_table('sites',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('visibility', sa.String(length=8), nullable=False),
    sa.Column('same_site', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sites')),
    sa.UniqueConstraint('key', name=op.f('uq_sites_key'))
    )
    op.create_table('used_tokens',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_used_tokens'))
    )
    with op.batch_alter_table('used_tokens', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_used_tokens_expires_at'), ['expires_at'], unique=False)

    op.create_table('objects',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=True),
    sa.Column('context_id', sa.String(length=26), nullable=True),
    sa.Column('tally', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['context_id'], ['objects.id'], name=op.f('fk_objects_context_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_objects_site_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objects'))
    )
    with op.batch_alter_table('objects', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objects_context_id'), ['context_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objects_site_id'), ['site_id'], unique=False)

    op.create_table('origins',
    sa.Column('origin', sa.String(length=300), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_origins_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('origin', 'site_id', name=op.f('pk_origins'))
    )
    with op.batch_alter_table('origins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_origins_site_id'), ['site_id'], unique=False)

    op.create_table('actors',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('department', sa.String(length=200), nullable=True),
    sa.Column('job_title', sa.String(length=200), nullable=True),
    sa.Column('photo_url', sa.String(length=1000), nullable=True),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('guest', sa.Boolean(), nullable=False),
    sa.Column('groups_known', sa.Boolean(), nullable=False),
    sa.Column('confirmed_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['objects.id'], name=op.f('fk_actors_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actors'))
    )
    op.create_table('audience_groups',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_audience_groups_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'name', name=op.f('pk_audience_groups'))
    )
    op.create_table('audiences',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_audiences_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', name=op.f('pk_audiences'))
    )
    op.create_table('activities',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=True),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('verb', sa.String(length=16), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('target_id', sa.String(length=26), nullable=True),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_activities_actor_id')),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_activities_object_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_activities_site_id')),
    sa.ForeignKeyConstraint(['target_id'], ['objects.id'], name=op.f('fk_activities_target_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activities'))
    )
    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activities_object_id'), ['object_id'], unique=False)

    op.create_table('actor_groups',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_actor_groups_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'name', name=op.f('pk_actor_groups'))
    )
    op.create_table('identities',
    sa.Column('issuer', sa.String(length=500), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_identities_actor_id')),
    sa.PrimaryKeyConstraint('issuer', 'subject', name=op.f('pk_identities'))
    )
    with op.batch_alter_table('identities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identities_actor_id'), ['actor_id'], unique=False)

    op.create_table('pages',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=500), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('state', sa.String(length=9), nullable=False),
    sa.Column('reactions', sa.Boolean(), nullable=False),
    sa.Column('owner_id', sa.String(length=26), nullable=True),
    sa.Column('deputy_id', sa.String(length=26), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('comment_count', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('listed_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['deputy_id'], ['actors.id'], name=op.f('fk_pages_deputy_id')),
    sa.ForeignKeyConstraint(['id'], ['objects.id'], name=op.f('fk_pages_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['actors.id'], name=op.f('fk_pages_owner_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_pages_site_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pages')),
    sa.UniqueConstraint('site_id', 'key', name=op.f('uq_pages_site_id_key'))
    )
    op.create_table('reactions',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('context_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_reactions_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['context_id'], ['objects.id'], name=op.f('fk_reactions_context_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_reactions_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'actor_id', name=op.f('pk_reactions'))
    )
    with op.batch_alter_table('reactions', schema=None) as batch_op:
        batch_op.create_index('ix_reactions_actor_context', ['actor_id', 'context_id'], unique=False)
        batch_op.create_index('ix_reactions_object_at', ['object_id', 'at', 'actor_id'], unique=False)

    op.create_table('remembered_answers',
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=128), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_remembered_answers_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('actor_id', 'key', name=op.f('pk_remembered_answers'))
    )
    with op.batch_alter_table('remembered_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remembered_answers_at'), ['at'], unique=False)

    op.create_table('role_grants',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=True),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_role_grants_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_role_grants_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grants'))
    )
    with op.batch_alter_table('role_grants', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grants_actor_id'), ['actor_id'], unique=False)

    op.create_table('sessions',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('issuer', sa.String(length=500), nullable=False),
    sa.Column('idp_sid', sa.String(length=255), nullable=True),
    sa.Column('current_hash', sa.String(length=64), nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=True),
    sa.Column('current_used', sa.Boolean(), nullable=False),
    sa.Column('rotated_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_sessions_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions'))
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sessions_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sessions_idp_sid'), ['idp_sid'], unique=False)

    op.create_table('sign_in_attempts',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('origin', sa.String(length=300), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('prompt', sa.String(length=20), nullable=True),
    sa.Column('device_hash', sa.String(length=64), nullable=False),
    sa.Column('user_code', sa.String(length=20), nullable=False),
    sa.Column('proof_hash', sa.String(length=64), nullable=False),
    sa.Column('number', sa.String(length=2), nullable=False),
    sa.Column('decoys', sa.String(length=5), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('interval_seconds', sa.Integer(), nullable=False),
    sa.Column('polled_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('browser_hash', sa.String(length=64), nullable=True),
    sa.Column('state_hash', sa.String(length=64), nullable=True),
    sa.Column('nonce_hash', sa.String(length=64), nullable=True),
    sa.Column('actor_id', sa.String(length=26), nullable=True),
    sa.Column('issuer', sa.String(length=500), nullable=True),
    sa.Column('idp_sid', sa.String(length=255), nullable=True),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_sign_in_attempts_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_sign_in_attempts_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempts')),
    sa.UniqueConstraint('device_hash', name=op.f('uq_sign_in_attempts_device_hash')),
    sa.UniqueConstraint('user_code', name=op.f('uq_sign_in_attempts_user_code'))
    )
    with op.batch_alter_table('sign_in_attempts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_attempts_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_attempts_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_attempts_idp_sid'), ['idp_sid'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_attempts_state_hash'), ['state_hash'], unique=False)

    op.create_table('access_tokens',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('session_id', sa.String(length=26), nullable=True),
    sa.Column('origin', sa.String(length=300), nullable=True),
    sa.Column('roles', sa.String(length=200), nullable=False),
    sa.Column('guest', sa.Boolean(), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_access_tokens_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_access_tokens_session_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_access_tokens_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_access_tokens'))
    )
    with op.batch_alter_table('access_tokens', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_tokens_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_tokens_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_tokens_session_id'), ['session_id'], unique=False)

    op.create_table('activity_subjects',
    sa.Column('subject_id', sa.String(length=26), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_activity_subjects_activity_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['subject_id'], ['objects.id'], name=op.f('fk_activity_subjects_subject_id')),
    sa.PrimaryKeyConstraint('subject_id', 'at', 'activity_id', name=op.f('pk_activity_subjects')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('activity_subjects', schema=None) as batch_op:
        batch_op.create_index('ix_activity_subjects_activity_id', ['activity_id'], unique=False)

    op.create_table('comments',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('page_id', sa.String(length=26), nullable=False),
    sa.Column('parent_id', sa.String(length=26), nullable=True),
    sa.Column('root_id', sa.String(length=26), nullable=False),
    sa.Column('depth', sa.Integer(), nullable=False),
    sa.Column('order_key', sa.String(length=18), nullable=False),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('text_version', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=35), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('edited_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_by_id', sa.String(length=26), nullable=True),
    sa.Column('hidden_reason', sa.String(length=300), nullable=True),
    sa.Column('reply_count', sa.Integer(), nullable=False),
    sa.Column('thread_count', sa.Integer(), nullable=False),
    sa.Column('next_number', sa.Integer(), nullable=False),
    sa.Column('active_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['actors.id'], name=op.f('fk_comments_author_id')),
    sa.ForeignKeyConstraint(['hidden_by_id'], ['actors.id'], name=op.f('fk_comments_hidden_by_id')),
    sa.ForeignKeyConstraint(['id'], ['objects.id'], name=op.f('fk_comments_id')),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_comments_page_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['comments.id'], name=op.f('fk_comments_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comments'))
    )
    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comments_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_comments_page_depth_active', ['page_id', 'depth', 'active_at', 'id'], unique=False)
        batch_op.create_index('ix_comments_page_depth_id', ['page_id', 'depth', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comments_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index('ix_comments_root_order', ['root_id', 'order_key'], unique=False)

    op.create_table('page_aliases',
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=500), nullable=False),
    sa.Column('page_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_page_aliases_page_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_page_aliases_site_id')),
    sa.PrimaryKeyConstraint('site_id', 'key', name=op.f('pk_page_aliases'))
    )
    with op.batch_alter_table('page_aliases', schema=None) as batch_op:
        batch_op.create_index('ix_page_aliases_page_id', ['page_id'], unique=False)

    op.create_table('page_urls',
    sa.Column('page_id', sa.String(length=26), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('decision', sa.String(length=9), nullable=False),
    sa.Column('leads_to_id', sa.String(length=26), nullable=True),
    sa.Column('seen_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['leads_to_id'], ['pages.id'], name=op.f('fk_page_urls_leads_to_id')),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_page_urls_page_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('page_id', 'url', name=op.f('pk_page_urls'))
    )
    op.create_table('refresh_secrets',
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('session_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_refresh_secrets_session_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('secret_hash', name=op.f('pk_refresh_secrets'))
    )
    with op.batch_alter_table('refresh_secrets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_refresh_secrets_session_id'), ['session_id'], unique=False)

    op.create_table('session_places',
    sa.Column('session_id', sa.String(length=26), nullable=False),
    sa.Column('site_id', sa.String(length=26), nullable=False),
    sa.Column('origin', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_session_places_session_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_session_places_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'site_id', 'origin', name=op.f('pk_session_places'))
    )
    with op.batch_alter_table('session_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_places_site_id'), ['site_id'], unique=False)

    op.create_table('comment_versions',
    sa.Column('comment_id', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('written_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_comment_versions_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', 'version', name=op.f('pk_comment_versions'))
    )

