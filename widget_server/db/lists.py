"""Any number of ids as one parameter, so that one prepared statement serves every number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import String, any_, bindparam, func, select

from widget_server.db.models import db


def among(column: Any, name: str) -> Any:
    """Build the condition that `column` is one of the ids bound as `name`; for a statement made at its first use."""
    if db.engine.dialect.name == "sqlite":
        return column.in_(select(func.json_each(bindparam(name, type_=String())).table_valued("value").c.value))
    from sqlalchemy.dialects.postgresql import ARRAY

    return column == any_(bindparam(name, type_=ARRAY(String())))


def bound(ids: Iterable[str]) -> Any:
    """Give ids as among() takes them."""
    return orjson.dumps(list(ids)).decode() if db.engine.dialect.name == "sqlite" else list(ids)
