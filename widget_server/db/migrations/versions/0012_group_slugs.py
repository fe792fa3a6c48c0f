"""Names of groups on pages of the host."""

from alembic import op
import sqlalchemy as sa


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up; a group that stands is named by its id."""
    op.add_column('groups', sa.Column('slug', sa.String(length=60), nullable=True))
    op.execute('UPDATE groups SET slug = id')
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.alter_column('slug', existing_type=sa.String(length=60), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_groups_site_id_slug'), ['site_id', 'slug'])
