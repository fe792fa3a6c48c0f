"""Words of names, and mentions."""

from alembic import op
import sqlalchemy as sa

from widget_server.core.folding import words_of


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    words = op.create_table('name_words',
    sa.Column('word', sa.String(length=60).with_variant(sa.String(length=60, collation='C'), 'postgresql'), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_name_words_actor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('word', 'actor_id', name=op.f('pk_name_words')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('name_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_name_words_actor_id'), ['actor_id'], unique=False)

    op.create_table('mentions',
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=False),
    sa.Column('group_id', sa.String(length=26), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_mentions_actor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['objects.id'], name=op.f('fk_mentions_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['object_id'], ['objects.id'], name=op.f('fk_mentions_object_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('object_id', 'actor_id', name=op.f('pk_mentions')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('mentions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentions_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentions_group_id'), ['group_id'], unique=False)

    names = op.get_bind().execute(sa.text("SELECT id, name FROM actors").execution_options(yield_per=1000))
    for part in names.partitions():
        rows = [{"word": word, "actor_id": row.id} for row in part for word in words_of(row.name)]
        if rows:
            op.bulk_insert(words, rows)
