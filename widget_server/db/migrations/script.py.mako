"""${message}."""

from alembic import op
import sqlalchemy as sa

from widget_server.db import UtcDateTime
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Bring the tables up."""
    ${upgrades if upgrades else "pass"}
