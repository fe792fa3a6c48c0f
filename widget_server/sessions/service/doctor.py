"""What is wrong with the configuration of sign-in, and how to mend it: one finding a question, for `weerklank doctor`.

Asks the issuer as a sign-in would, over the same checked way out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from widget_server.core import clock, safehttp
from widget_server.core.errors import Refusal
from widget_server.core.settings import BadSetting, Settings, require_secret
from widget_server.db import session
from widget_server.sessions import policy
from widget_server.sessions.policy import Rejected
from widget_server.sessions.service import attempts, issuer, oidc
from widget_server.sessions.service.cookies import is_trustworthy
from widget_server.sites.models import Origin, Site

SKEW_SECONDS = 10  # a third of the leeway that tokens get


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is in order, what was found, what to do about it."""

    check: str
    ok: bool
    found: str
    todo: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything about sign-in, in the order in which it would fail; each finding as soon as it is known.

    Needs no database.
    """
    yield from (_secret(settings), _public_url(settings), _demo(settings))
    if not settings.oidc_issuer or not settings.oidc_client_id:
        todo = (
            "Set WEERKLANK_OIDC_ISSUER, _OIDC_CLIENT_ID and _OIDC_CLIENT_SECRET as your identity provider gives them."
        )
        yield Finding("issuer", False, "No issuer is configured: nobody can sign in.", todo)
    else:
        yield from _issuer(settings)


def reason(fault: BaseException) -> str:
    """Give what the network said of a failed call, without the wrappings of the libraries around it."""
    inner = next((each for each in fault.args if isinstance(each, BaseException)), None)
    inner = inner or getattr(fault, "reason", None) or fault.__cause__
    if isinstance(inner, BaseException):
        return reason(inner)
    return str(getattr(fault, "verify_message", None) or getattr(fault, "strerror", None) or fault)


def _secret(settings: Settings) -> Finding:
    try:
        require_secret(settings)
    except BadSetting as error:
        return Finding("secret", False, "The secret key is missing, short or well known.", str(error))
    return Finding("secret", True, "The secret key is long and not a known one.")


def _public_url(settings: Settings) -> Finding:
    parts = urlsplit(settings.public_url)
    if parts.path.strip("/") or parts.query:
        todo = "Set WEERKLANK_PUBLIC_URL to scheme and host alone: the service stands at the top of its host."
        return Finding("public address", False, f"{settings.public_url} has a path.", todo)
    if not is_trustworthy(settings.public_url):
        todo = "Serve it by https and set WEERKLANK_PUBLIC_URL to that. Plain http is for this machine itself only."
        words = f"{settings.public_url} is plain http: browsers keep no cookie of it, people sign in at every page."
        return Finding("public address", False, words, todo)
    return Finding("public address", True, settings.public_url)


def _demo(settings: Settings) -> Finding:
    if settings.demo:
        todo = "Leave WEERKLANK_DEMO out (and out of weerklank.toml in the data folder) where real people sign in."
        here = (urlsplit(settings.public_url).hostname or "").endswith(("localhost", "127.0.0.1"))
        return Finding("demo mode", here, "On: whoever clicks a face is that person.", todo)
    return Finding("demo mode", True, "Off.")


def _issuer(settings: Settings) -> Iterator[Finding]:
    address = settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration"
    issuer.forget()  # what is kept may be an hour old
    try:
        found = issuer.metadata(settings)
    except Rejected as fault:
        yield _misnamed(settings, str(fault))
        return
    except Refusal as fault:
        todo = "Check WEERKLANK_OIDC_ISSUER, the name server and the firewall between this machine and the issuer."
        yield Finding("discovery", False, f"{address} does not answer: {reason(fault)}", todo)
        return
    yield Finding("discovery", True, f"{address} answers as {found['issuer']}.")
    yield from (question(settings, found) for question in QUESTIONS)


def _misnamed(settings: Settings, fault: str) -> Finding:
    if fault != "discovery_issuer":
        todo = "The metadata lacks an address, or names one that may not be called; mend it at the provider."
        return Finding("discovery", False, f"The metadata cannot be used: {fault}.", todo)
    todo = "Set WEERKLANK_OIDC_ISSUER to what the provider calls itself, character by character (mind the last slash)."
    return Finding("discovery", False, f"What answers there is another issuer than {settings.oidc_issuer}.", todo)


def _algorithms(_settings: Settings, found: dict[str, Any]) -> Finding:
    offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    usable = [name for name in policy.ALGORITHMS if name in offered]
    todo = f"Let the provider sign id_tokens with one of {', '.join(policy.ALGORITHMS[:4])}."
    return Finding(
        "algorithms", bool(usable), f"Offered {', '.join(map(str, offered))}; taken: {', '.join(usable)}.", todo
    )


def _pkce(_settings: Settings, found: dict[str, Any]) -> Finding:
    methods = found.get("code_challenge_methods_supported")
    todo = "Switch on PKCE with S256 at the provider; without it a stolen code is worth more."
    said = ", ".join(map(str, methods or [])) or "not said"
    return Finding("PKCE", methods is None or "S256" in methods, f"Methods: {said}.", todo)


def _keys(settings: Settings, found: dict[str, Any]) -> Finding:
    try:
        count = len(issuer.usable_keys(settings))
    except Refusal as fault:
        todo = "The issuer's host may be private; any other host it names must be on the public internet."
        return Finding("keys", False, f"{found['jwks_uri']} does not answer: {reason(fault)}", todo)
    todo = "The provider must publish the public key with which it signs."
    return Finding("keys", count > 0, f"{found['jwks_uri']} gives {count} usable.", todo)


def _clock(settings: Settings, _found: dict[str, Any]) -> Finding:
    answered = _ask(settings, settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration")
    told = answered.headers.get("Date") if hasattr(answered, "headers") else None
    if told is None:
        return Finding("clock", True, "The issuer does not tell the time.")
    try:
        skew = round((clock.now() - parsedate_to_datetime(told)).total_seconds())
    except (TypeError, ValueError):
        return Finding("clock", True, "The issuer's time cannot be read.")
    words = f"This machine is {abs(skew)} s {'ahead of' if skew > 0 else 'behind'} the issuer."
    todo = "Switch on time synchronisation (timedatectl set-ntp true): tokens are refused from 30 s on."
    return Finding("clock", abs(skew) <= SKEW_SECONDS, words, todo)


def _callback(settings: Settings, _found: dict[str, Any]) -> Finding:
    """Ask for a sign-in that nobody completes: an issuer that does not know the address refuses at once."""
    address = oidc.callback_url(settings)
    trial = attempts.Request("doctor", "doctor", "doctor-" * 7)
    answered = _ask(settings, oidc.authorization_url(settings, trial, None, "en"))
    todo = f"Register {address} as redirect address of client {settings.oidc_client_id} at the provider."
    if isinstance(answered, safehttp.Redirected):
        refused = "error=" in answered.location
        return Finding(
            "redirect address", not refused, f"The issuer {'refuses' if refused else 'takes'} {address}.", todo
        )
    status = getattr(answered, "status_code", None)
    if status is None:
        return Finding(
            "redirect address", False, f"The issuer does not answer a request to sign in: {reason(answered)}", todo
        )
    ok = status < 400
    return Finding(
        "redirect address", ok, f"The issuer {'takes' if ok else 'refuses'} {address} (answer {status}).", todo
    )


def _backchannel(settings: Settings, found: dict[str, Any]) -> Finding:
    address = settings.public_url.rstrip("/") + "/auth/backchannel-logout"
    if found.get("backchannel_logout_supported"):
        return Finding("back-channel logout", True, f"Offered. For it to reach us, register {address}.")
    return Finding("back-channel logout", True, "Not offered: who signs out there stays signed in here till it ends.")


QUESTIONS: tuple[Callable[[Settings, dict[str, Any]], Finding], ...] = (
    _algorithms,
    _pkce,
    _keys,
    _clock,
    _callback,
    _backchannel,
)


def _ask(settings: Settings, url: str) -> Any:
    """Give the answer at `url`, or the error in its place."""
    asking = safehttp.new_session([safehttp.host_port(settings.oidc_issuer)])
    try:
        return asking.get(url)
    except OSError as error:
        return error
    finally:
        asking.close()


def examine_sites(settings: Settings) -> Iterator[Finding]:
    """Look at the sites and their origins (1 query)."""
    registered: dict[str, list[str]] = {}
    rows = select(Site, Origin.origin).outerjoin(Origin, Origin.site_id == Site.id).order_by(Site.key, Origin.origin)
    sites = {}
    for site, origin in session().execute(rows):
        sites[site.key] = site
        registered.setdefault(site.key, []).extend([origin] if origin else [])
    if not sites:
        todo = "weerklank site add intranet 'Your company' --origin https://intranet.example.com"
        yield Finding("sites", False, "There is no site.", todo)
    for key, site in sites.items():
        yield _origins(settings, site, registered[key])


def _origins(settings: Settings, site: Site, origins: list[str]) -> Finding:
    check = f"site {site.key}"
    if not origins:
        todo = f"weerklank site origin {site.key} https://intranet.example.com"
        return Finding(check, False, "No origin is registered: its widgets stay placeholders.", todo)
    plain = [origin for origin in origins if not is_trustworthy(origin)]
    if plain and urlsplit(settings.public_url).scheme == "https":
        words = f"{', '.join(plain)}: plain http. Who listens on the network can speak as its readers."
        return Finding(
            check, False, words, "Serve these pages by https, then register that origin and take back this one."
        )
    far = [origin for origin in origins if site.same_site and not _is_near(origin, settings.public_url)]
    if far:
        todo = "Take --same-site off this site, or put the service on the intranet's own domain."
        return Finding(check, False, f"Registered as same-site, yet {', '.join(far)} shares no domain with us.", todo)
    return Finding(check, True, ", ".join(origins))


def _is_near(origin: str, public_url: str) -> bool:
    """Tell whether two addresses may be of one registrable domain: the last two labels and the scheme are the same."""
    one, other = urlsplit(origin), urlsplit(public_url)
    labels = [(parts.hostname or "").split(".")[-2:] for parts in (one, other)]
    return one.scheme == other.scheme and labels[0] == labels[1]
