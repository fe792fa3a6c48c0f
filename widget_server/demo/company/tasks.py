"""Build the big company beside the demo's own people, in one go."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from widget_server.core.settings import BadSetting
from widget_server.db import db, migrate, reading, session
from widget_server.demo import places
from widget_server.demo.company import folk, ground, tables, talk
from widget_server.demo.company.chance import Chance
from widget_server.demo.company.following import Following
from widget_server.demo.company.loading import loading
from widget_server.demo.company.size import Size
from widget_server.identity.models import Identity
from widget_server.sites.models import Site

OF_A_DEMO = "%/demo-idp"  # the end of an issuer's address
OF_A_COMPANY = "%.%"  # subjects with a dot: the demo's own people have none

Show = Callable[[Iterable[Any], int, str], Iterable[Any]]  # goes through something of a length under a label


@dataclass(frozen=True, slots=True)
class Ends:
    """What the company is tied to: its site and that site's origin, the issuer of its people, the moment it is now."""

    site_id: str
    origin: str
    issuer: str
    at: datetime


def is_there(size: Size, site_key: str) -> bool:
    """Tell whether the company was built before (4 queries). Raises BadSetting where it may not be built.

    That is every database but an empty one and a demo's own.
    """
    size.check()
    if migrate.current() is None:
        return False
    if migrate.is_behind():
        migrate.upgrade()
    others = session().scalar(select(Identity.subject).where(~Identity.issuer.like(OF_A_DEMO)).limit(1))
    if others is not None or session().scalar(select(Site.key).where(Site.key != site_key).limit(1)):
        raise BadSetting("This database is not empty, and not of a demo: no company is built into it.")
    people = session().scalar(select(func.count()).where(Identity.subject.like(OF_A_COMPANY)))
    if people not in (0, size.people):
        raise BadSetting(f"There is a company of {people} people here already. Name another folder: --data.")
    return people == size.people


def build(size: Size, ends: Ends, show: Show) -> None:
    """Write the whole company, or nothing of it (no session may be in use). Raises BadSetting, loading.Broken."""
    session().close()
    reading.release()
    db.engine.dispose()  # SQLite: nobody else may have the file open
    words = tomllib.loads((places.company() / "words.toml").read_text("utf-8"))
    chance = Chance(f"weerklank {size}", ends.at)
    with loading(tables.ALL, lambda sqls: show(sqls, len(sqls), "Indexes      ")) as loader:
        put = tables.put_into(loader)
        people, told = folk.gather(size, chance, words)
        named = (replace(one, issuer=ends.issuer) for one in told)
        folk.write(people, show(named, size.people, "People       "), put, chance.start)
        made = ground.lay(size, people, chance, words)
        said = talk.Talk(people, made, chance, words, put, ends.site_id)
        said.happen(show(chance.moments(size.activities), size.activities, "Conversations"))
        talk.write(said)
        tables.write_ground(said, ends.origin)
        for row in show(Following(size, people, made, said.comments, chance).rows(), size.follows, "Follows      "):
            put["follows"](row)
