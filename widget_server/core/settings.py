"""The configuration: defaults, then the data folder's file, then WEERKLANK_CONFIG, then the environment."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REACTION_KINDS = ("like", "love", "laugh", "celebrate", "insightful", "thanks", "support")
JOBS = ("process", "apart")
BUCKET = re.compile(r"([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?")
DATA_FILE = "weerklank.toml"  # in the data folder: what `make run` wrote, read by every command
PREFIX = "WEERKLANK_"
CHOICES = {"default_locale": ("nl", "en"), "jobs": JOBS, "group_founders": ("managers", "everyone")}
FROM_ZERO = (
    "limit_comments",
    "limit_reactions",
    "trusted_proxies",
    "edit_quiet_seconds",
    "mail_delay_seconds",
    "push_delay_seconds",
)
ADDRESSES = {
    "public_url": (("https://", "http://"), "https:// (or http:// on this machine)"),
    "database_url": (("postgresql://", "postgresql+psycopg://", "sqlite:///"), "postgresql:// or sqlite:///"),
    "redis_url": (("redis://", "rediss://"), "redis:// or rediss://"),
    "s3_endpoint": (("https://", "http://"), "https:// (or http:// where the way is your own)"),
    "smtp_url": (("smtp://", "starttls://", "smtps://"), "smtp://, starttls:// or smtps://"),
}


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the environment's name is WEERKLANK_ and the field's, in capitals."""

    public_url: str = "http://weerklank.localhost:8000"
    secret_key: str = ""
    data: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_scopes: str = "openid profile email"
    oidc_groups_claim: str = "groups"
    roles: dict[str, str] = field(default_factory=dict)
    entra_tenants: tuple[str, ...] = ()
    entra_audience: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    mail_delay_seconds: int = 900
    push_delay_seconds: int = 30
    push_services: tuple[str, ...] = ()
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: str = ""
    s3_secret_key: str = ""
    jobs: str = "process"
    trusted_proxies: int = 0
    default_locale: str = "nl"
    limit_comments: int = 10
    limit_reactions: int = 60
    session_idle_seconds: int = 3600
    session_absolute_seconds: int = 28800
    edit_quiet_seconds: int = 900
    reaction_kinds: tuple[str, ...] = ("like",)
    group_founders: str = "managers"
    demo: bool = False

    @property
    def database(self) -> str:
        """The database's address: the configured one, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{(self.data / 'weerklank.db').resolve()}"


NAMES = {f.name: f for f in fields(Settings)}


def load(environ: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Give the settings and the warnings (unknown names). Raises BadSetting with a sentence to act on."""
    own = {k[len(PREFIX) :].lower(): v for k, v in environ.items() if k.startswith(PREFIX)}
    config_file = own.pop("config", None)
    from_file = _read(Path(config_file)) if config_file else {}
    data = Path(own.get("data") or from_file.get("data") or "var")
    merged: dict[str, Any] = {}
    if (data / DATA_FILE).is_file():
        merged.update(_read(data / DATA_FILE))
    merged.update(from_file)
    merged.update(own)
    merged["data"] = data
    warnings = [_unknown(name) for name in merged if name not in NAMES]
    known = {name: _convert(name, value) for name, value in merged.items() if name in NAMES}
    return _checked(Settings(**known)), warnings


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not TOML: {error}.") from None
    return {name.removeprefix(PREFIX).removeprefix(PREFIX.lower()).lower(): value for name, value in raw.items()}


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.5)
    hint = f" Did you mean {PREFIX}{near[0].upper()}?" if near else ""
    return f"{PREFIX}{name.upper()} is not a setting.{hint}"


def _convert(name: str, value: Any) -> Any:
    kind = str(NAMES[name].type)
    try:
        if kind == "int":
            return int(value)
        if kind == "bool":
            return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "on")
    except ValueError:
        raise BadSetting(f"{PREFIX}{name.upper()} takes a whole number, not {value!r}.") from None
    if kind == "Path":
        return Path(value)
    if kind.startswith("tuple"):
        return tuple(value) if isinstance(value, list | tuple) else tuple(str(value).replace(",", " ").split())
    if kind.startswith("dict"):
        return value if isinstance(value, dict) else _pairs(name, str(value))
    return str(value)


def _pairs(name: str, text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if any(not middle for _, middle, _ in pairs):
        raise BadSetting(f"{PREFIX}{name.upper()} takes group=role, separated by commas.")
    return {key.strip(): role.strip() for key, _, role in pairs}


def _checked(settings: Settings) -> Settings:
    wrong = [kind for kind in settings.reaction_kinds if kind not in REACTION_KINDS]
    if wrong:
        raise BadSetting(f"{PREFIX}REACTION_KINDS: {wrong[0]!r} is not one of {', '.join(REACTION_KINDS)}.")
    if not settings.reaction_kinds:
        raise BadSetting(f"{PREFIX}REACTION_KINDS needs at least one of {', '.join(REACTION_KINDS)}.")
    for name, known in CHOICES.items():
        if getattr(settings, name) not in known:
            raise BadSetting(f"{PREFIX}{name.upper()} is {' or '.join(known)}, not {getattr(settings, name)!r}.")
    for name, (beginnings, words) in ADDRESSES.items():
        value = getattr(settings, name)
        if value != NAMES[name].default and not value.startswith(beginnings):
            raise BadSetting(f"{PREFIX}{name.upper()} starts with {words}.")
    _check_mail(settings)
    _check_bucket(settings)
    if settings.redis_url and find_spec("redis") is None:
        raise BadSetting(f"{PREFIX}REDIS_URL needs one more package: pip install redis")
    for name in FROM_ZERO:
        if getattr(settings, name) < 0:
            raise BadSetting(f"{PREFIX}{name.upper()} is 0 or more.")
    for name in ("session_idle_seconds", "session_absolute_seconds"):
        if getattr(settings, name) <= 0:
            raise BadSetting(f"{PREFIX}{name.upper()} is more than 0.")
    return settings


def _check_mail(settings: Settings) -> None:
    """Refuse a mail server's address that cannot be read, or would send its password in the clear."""
    try:
        parts = urlsplit(settings.smtp_url)
        wrong = bool(settings.smtp_url) and (not parts.hostname or parts.port == 0)
    except ValueError:
        wrong = True
    if wrong:
        raise BadSetting(f"{PREFIX}SMTP_URL is written as starttls://name:password@host:587.")
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme == "smtp" and parts.password and not here:
        raise BadSetting(f"{PREFIX}SMTP_URL sends its password in the clear: take starttls:// or smtps://.")


def _check_bucket(settings: Settings) -> None:
    """Refuse a bucket of which half is said: files would go to the folder meanwhile."""
    said = {name: getattr(settings, f"s3_{name}") for name in ("endpoint", "bucket", "access_key", "secret_key")}
    for name, value in said.items():
        if not value and any(said.values()):
            raise BadSetting(f"{PREFIX}S3_{name.upper()} is needed too: a bucket has endpoint, name and both keys.")
    parts = urlsplit(settings.s3_endpoint)
    if parts.path.strip("/") or parts.query:
        raise BadSetting(f"{PREFIX}S3_ENDPOINT is https://host or https://host:port; the bucket is named apart.")
    if not BUCKET.fullmatch(settings.s3_bucket):
        raise BadSetting(f"{PREFIX}S3_BUCKET has 3 to 63 small letters, digits, hyphens and dots.")


def require_secret(settings: Settings) -> None:
    """Refuse a missing, short or well-known secret. Raises BadSetting."""
    secret = settings.secret_key
    if len(secret) < 32 or len(set(secret)) < 10 or "change" in secret.lower():
        raise BadSetting(
            f"{PREFIX}SECRET_KEY needs at least 32 random characters."
            " Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
