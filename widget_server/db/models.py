"""The extension, the base of all models, and the column types that both databases share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and UTC in Python, `timestamptz` on PostgreSQL, on SQLite naive UTC text as SQLAlchemy writes it.

    It writes and reads that text itself: a thread has hundreds of moments, and two layers of SQLAlchemy cost thrice.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Give what turns an aware moment into what the database keeps."""
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, _kind: object) -> Callable[[Any], datetime | None]:
        """Give what turns what the database keeps into a moment, aware, UTC."""
        return _from_text if dialect.name == "sqlite" else _to_utc


def _to_utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _to_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(" ", "microseconds")[:-6]


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


Id = Annotated[str, mapped_column(String(26))]


class Base(DeclarativeBase):
    """The base of every model; its names of constraints are the same on both databases."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False}, disable_autonaming=True)
Model: Any = db.Model
Model.registry.update_type_annotation_map({datetime: UtcDateTime})  # the extension refuses it on the class
