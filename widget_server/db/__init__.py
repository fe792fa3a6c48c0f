"""Storage: the database extension, column types, `transaction()`, migrations.

Knows SQLAlchemy and which of the two databases it speaks to; knows no room and no HTTP.
"""

from widget_server.db.addresses import OwnAddress
from widget_server.db.engine import unreachable
from widget_server.db.install import install
from widget_server.db.lists import among, bound
from widget_server.db.models import Base, Id, Model, UtcDateTime, db
from widget_server.db.prepared import Prepared, insert_into, insert_new, upsert
from widget_server.db.transaction import after_commit, changed, in_batches, one_of_many, session, transaction

__all__ = [
    "Base",
    "Id",
    "Model",
    "OwnAddress",
    "Prepared",
    "UtcDateTime",
    "after_commit",
    "among",
    "bound",
    "changed",
    "db",
    "in_batches",
    "insert_into",
    "insert_new",
    "install",
    "one_of_many",
    "session",
    "transaction",
    "unreachable",
    "upsert",
]
