"""What an issuer says of a person, as claims that we keep. All of it is other people's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widget_server.core.errors import Invalid
from widget_server.core.text import check_line, is_safe_href
from widget_server.identity.service import Claims

GROUP_LIMIT = 2000  # more than any directory sends in a token; a longer list is cut by it already
LOCALES = ("nl", "en")


def read(issuer: str, told: Mapping[str, Any], groups_claim: str) -> Claims:
    """Give the claims in `told`, which names a subject. A name there always is; the rest if it is text we can show."""
    return Claims(
        issuer=issuer,
        subject=str(told["sub"]),
        name=_name(told),
        email=_email(told.get("email")),
        department=line(told.get("department"), 200),
        job_title=line(told.get("job_title") or told.get("jobTitle") or told.get("title"), 200),
        photo_url=_photo(told.get("picture")),
        locale=_locale(told.get("locale")),
        guest=_is_guest(told),
        groups=_groups(told, groups_claim),
    )


def line(value: object, limit: int) -> str | None:
    """Give `value` as one line of at most `limit` characters, None when it is not text that can be shown."""
    if not isinstance(value, str):
        return None
    try:
        return check_line(value[: limit * 4].strip()[:limit], "claim", limit)
    except Invalid:
        return None


def _name(told: Mapping[str, Any]) -> str:
    parts = [line(told.get(part), 100) for part in ("given_name", "family_name")]
    whole = " ".join(part for part in parts if part)
    named = (
        line(told.get("name"), 200),
        whole,
        line(told.get("preferred_username"), 200),
        line(told.get("nickname"), 200),
    )
    return next((name for name in named if name), None) or line(str(told["sub"]), 200) or "?"


def _email(value: object) -> str | None:
    text = line(value, 254)
    return (
        text
        if text and text.count("@") == 1 and " " not in text and isinstance(value, str) and len(value) <= 254
        else None
    )


def _photo(value: object) -> str | None:
    is_address = isinstance(value, str) and len(value) <= 1000 and value[:4].lower() == "http" and is_safe_href(value)
    return str(value) if is_address else None


def _locale(value: object) -> str | None:
    short = value[:2].lower() if isinstance(value, str) else ""
    return short if short in LOCALES else None


def _is_guest(told: Mapping[str, Any]) -> bool:
    """Tell whether the issuer calls the person a guest: our own claim, or Entra's `acct` (0 member, 1 guest)."""
    return told.get("guest") is True or str(told.get("acct")) == "1" or told.get("user_type") == "Guest"


def _groups(told: Mapping[str, Any], groups_claim: str) -> frozenset[str] | None:
    """Give the groups, None for unknown: an overage leaves them out and says so in _claim_names."""
    listed, elsewhere = told.get(groups_claim), told.get("_claim_names")
    if isinstance(elsewhere, Mapping) and groups_claim in elsewhere:
        return None
    if told.get("hasgroups") in (True, "true"):
        return None
    if isinstance(listed, str):
        listed = [listed]
    if listed is None:
        return frozenset()
    if not isinstance(listed, list) or len(listed) > GROUP_LIMIT:
        return None
    return frozenset(group for group in (line(each, 255) for each in listed) if group)
