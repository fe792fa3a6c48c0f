"""Photos that people gave."""

from alembic import op
import sqlalchemy as sa


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up."""
    with op.batch_alter_table('actors', schema=None) as batch_op:
        batch_op.add_column(sa.Column('claimed_photo_url', sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column('photo_key', sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f('ix_actors_photo_key'), ['photo_key'], unique=True)

    op.execute("UPDATE actors SET claimed_photo_url = photo_url")
