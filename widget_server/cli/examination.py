"""What `weerklank doctor` looks at beside sign-in: settings, data, database, the widgets' files, the proxy in front."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from widget_server.assets.service import built_version
from widget_server.core import safehttp
from widget_server.core.settings import Settings
from widget_server.db import migrate
from widget_server.files.service.doctor import examine as examine_files
from widget_server.health.service import check_redis
from widget_server.identity.models import ROLES
from widget_server.jobs import service as jobs
from widget_server.mail.service.doctor import examine as examine_mail
from widget_server.push.service.doctor import examine as examine_push
from widget_server.sessions.service.doctor import Finding, examine_sites, reason
from widget_server.sessions.service.doctor import examine as examine_sign_in

NOWHERE = "/embed/0000000000/doctor"  # a file that never is: its problem says as what the service sees itself
NEGLECTED_SECONDS = 900  # by then a job should have been done
LIAR = "liar.invalid"
SAID_ONCE = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Access-Control-Allow-Origin",
)


def examine(settings: Settings, warnings: list[str]) -> Iterator[Finding]:
    """Look at everything, each finding as soon as it is known; changes nothing. `warnings`: of reading the settings."""
    yield _settings(settings, warnings)
    yield from examine_sign_in(settings)
    yield from _data(settings)
    database = _database(settings)
    yield database
    if database.ok:
        yield from examine_sites(settings)
        yield _jobs()
    if settings.redis_url:
        found = check_redis(settings.redis_url)
        yield Finding("Redis", found == "ok", f"{found}.", "Start Redis, or take WEERKLANK_REDIS_URL out.")
    yield examine_files(settings)
    yield examine_mail(settings)
    yield examine_push(settings)
    yield _embed(settings)
    yield from _outside(settings)


def _settings(settings: Settings, warnings: list[str]) -> Finding:
    if warnings:
        return Finding("settings", False, " ".join(warnings), "Mend the name, or take it out: nobody reads it.")
    unknown = sorted(set(settings.roles.values()) - set(ROLES))
    if unknown:
        todo = f"Write WEERKLANK_ROLES as group=role; the roles are {', '.join(ROLES)}."
        return Finding("settings", False, f"WEERKLANK_ROLES names {', '.join(unknown)}, which is no role.", todo)
    return Finding("settings", True, "Every name is known.")


def _data(settings: Settings) -> Iterator[Finding]:
    """Look at who may write where SQLite does: a file made by another user stops the service at its next write."""
    file = _sqlite_file(settings)
    if file is None or not file.parent.is_dir():
        return
    here = [path for path in (file.parent, *file.parent.glob(f"{file.name}*")) if path.exists()]
    foreign = [path for path in here if path.stat().st_uid != os.geteuid()]
    if foreign:
        names = ", ".join(map(str, foreign))
        todo = f"Run weerklank as the service's user. What already lies wrong: chown -R weerklank: {file.parent}"
        yield Finding("data folder", False, f"Of another user than the one who asks: {names}.", todo)
    else:
        todo = f"Let this user write there: chmod u+rwx {file.parent}"
        yield Finding("data folder", os.access(file.parent, os.W_OK), f"{file.parent} is this user's.", todo)


def lacks_database(settings: Settings) -> bool:
    """Tell whether SQLite's file has not been made yet."""
    file = _sqlite_file(settings)
    return file is not None and not file.is_file()


def _sqlite_file(settings: Settings) -> Path | None:
    url = make_url(settings.database)
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def _database(settings: Settings) -> Finding:
    """Look whether the database answers, and is the one of this version (1 query)."""
    shown = make_url(settings.database).render_as_string(hide_password=True)
    if lacks_database(settings):
        return Finding("database", False, f"There is none yet at {_sqlite_file(settings)}.", "weerklank migrate")
    os.environ.setdefault("PGCONNECT_TIMEOUT", "5")  # seconds; libpq would wait two minutes
    try:
        found, wanted = migrate.current(), migrate.head()
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        todo = "Check WEERKLANK_DATABASE_URL, that the database runs, and that this user may use it."
        return Finding("database", False, f"{shown} does not answer: {said}", todo)
    if found != wanted:
        return Finding("database", False, f"At {found or 'nothing'}, this version wants {wanted}.", "weerklank migrate")
    return Finding("database", True, f"{shown} answers, at {found}.")


def _jobs() -> Finding:
    """Look whether what is done later gets done (1 query)."""
    found = jobs.standing()
    if found.parked:
        todo = "weerklank jobs list says which and why; then weerklank jobs retry, or drop."
        return Finding("jobs", False, f"{found.parked} failed too often, and are parked.", todo)
    if found.oldest_seconds > NEGLECTED_SECONDS:
        todo = "Start the service; with WEERKLANK_JOBS=apart, start weerklank jobs --watch."
        return Finding("jobs", False, f"Nobody does what is due: since {found.oldest_seconds / 60:.0f} minutes.", todo)
    return Finding("jobs", True, f"{found.waiting} wait, {found.failed} failed and are tried again.")


def _embed(settings: Settings) -> Finding:
    version = built_version()
    if version:
        return Finding("widgets", True, f"Built, version {version}.")
    todo = "Install the wheel that `make dist` makes, or run `make build` beside the sources."
    return Finding("widgets", settings.demo, "Not built: they are served as their sources, file by file.", todo)


def _outside(settings: Settings) -> Iterator[Finding]:
    """Ask as a browser does, by the public address, and see what reaches the service through the proxies."""
    try:
        answered = _ask(settings)
    except OSError as error:
        todo = (
            "Start the service and the proxy; let this machine know the name; give the proxy a certificate that this"
            " machine trusts (a company's own authority belongs in /usr/local/share/ca-certificates)."
        )
        yield Finding("from outside", False, f"{settings.public_url} does not answer: {reason(error)}", todo)
        return
    try:
        seen = urlsplit(str(answered.json()["type"]))
    except (ValueError, TypeError, KeyError):
        todo = "See that the name leads to this machine, and that the proxy hands everything of it to the service."
        words = f"{settings.public_url} answers, but not as Weerklank (answer {answered.status_code})."
        yield Finding("from outside", False, words, todo)
        return
    yield Finding("from outside", True, f"{settings.public_url} answers.")
    yield _proxy(settings, seen.scheme, seen.hostname or "")
    yield _headers(answered.raw.headers)


def _ask(settings: Settings) -> Any:
    asking = safehttp.new_session([safehttp.host_port(settings.public_url)])
    lies = {"X-Forwarded-Host": LIAR, "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "ftp"}
    try:
        return asking.get(settings.public_url.rstrip("/") + NOWHERE, headers=lies)
    finally:
        asking.close()


def _proxy(settings: Settings, scheme: str, host: str) -> Finding:
    wanted = urlsplit(settings.public_url)
    if host == LIAR or scheme == "ftp":
        todo = "Let the proxy set X-Forwarded-For, -Proto and -Host itself, as examples/config/nginx.conf does."
        return Finding("proxy", False, "It passes on what a visitor claims in X-Forwarded-*.", todo)
    if scheme != wanted.scheme:
        todo = (
            "Set WEERKLANK_TRUSTED_PROXIES to the number of proxies in front, 1 for nginx alone, and let the nearest"
            " one set X-Forwarded-Proto."
        )
        return Finding("proxy", False, f"Visitors come by {wanted.scheme}; the service believes {scheme}.", todo)
    if host != wanted.hostname:
        todo = "Let the proxy hand over the name that visitors ask for: Host, and X-Forwarded-Host."
        return Finding("proxy", False, f"Visitors ask for {wanted.hostname}; the service is told {host}.", todo)
    return Finding("proxy", True, f"{settings.trusted_proxies} believed; https and name arrive as they should.")


def _headers(headers: Mapping[str, str]) -> Finding:
    """Look for headers that proxy and service both set: browsers refuse an origin that is allowed twice."""
    twice = [name for name in SAID_ONCE if len(headers.getlist(name)) > 1]  # type: ignore[attr-defined] # urllib3's
    todo = "Take it out of the proxy's configuration: the service says it by itself."
    return Finding("headers", not twice, f"Said twice: {', '.join(twice)}." if twice else "Each said once.", todo)
