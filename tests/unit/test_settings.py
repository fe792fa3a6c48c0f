"""Settings: every name converted, every fault a sentence."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from widget_server.core.settings import BadSetting, Settings, load, require_secret

KINDS = "like, love, laugh, celebrate, insightful, thanks, support"
GOOD_SECRET = "kZ3v9Qm1xR7tB5nW2pL8sD4fG6hJ0cAe"
BUCKET = {
    "WEERKLANK_S3_ENDPOINT": "https://s3.example.com",
    "WEERKLANK_S3_BUCKET": "files",
    "WEERKLANK_S3_ACCESS_KEY": "name",
    "WEERKLANK_S3_SECRET_KEY": "secret",
}


def test_nothing_set_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"PATH": "/bin"}) == (Settings(), [])


def test_every_kind_of_setting_is_converted() -> None:
    found, warnings = load(
        {
            "WEERKLANK_DATA": "/nowhere/at/all",
            "WEERKLANK_LIMIT_COMMENTS": "7",
            "WEERKLANK_DEMO": "yes",
            "WEERKLANK_ENTRA_TENANTS": "a, b c",
            "WEERKLANK_ROLES": "hr = manager, board=editor",
            "WEERKLANK_REACTION_KINDS": "like,thanks",
            "WEERKLANK_PUBLIC_URL": "https://weerklank.example.com",
        }
    )
    assert warnings == []
    assert (found.data, found.limit_comments, found.demo) == (Path("/nowhere/at/all"), 7, True)
    assert (found.entra_tenants, found.roles) == (("a", "b", "c"), {"hr": "manager", "board": "editor"})
    assert (found.reaction_kinds, found.public_url) == (("like", "thanks"), "https://weerklank.example.com")


@pytest.mark.parametrize("field", [field.name for field in fields(Settings)])
def test_every_setting_can_come_from_the_environment(field: str, tmp_path: Path) -> None:
    words = {
        "data": str(tmp_path),
        "demo": "true",
        "database_url": "postgresql:///word",
        "default_locale": "en",
        "jobs": "apart",
        "group_founders": "everyone",
        "public_url": "https://x.example",
        "reaction_kinds": "love",
        "redis_url": "redis://word",
        "roles": "a=manager",
        "s3_endpoint": "https://x.example",
        "smtp_url": "smtp://word",
    }
    numbers = {f.name for f in fields(Settings) if f.type == "int"}
    value = words.get(field, "4242" if field in numbers else "word")
    around = BUCKET if field.startswith("s3_") else {}
    found, warnings = load(around | {"WEERKLANK_DATA": str(tmp_path), f"WEERKLANK_{field.upper()}": value})
    assert warnings == []
    assert getattr(found, field) != getattr(Settings(), field)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("LIMIT_COMENTS", "LIMIT_COMMENTS"),
        ("SECRET", "SECRET_KEY"),
        ("PUBLICURL", "PUBLIC_URL"),
        ("OIDC_CLIENTID", "OIDC_CLIENT_ID"),
    ],
)
def test_an_unknown_name_is_a_warning_with_the_nearest_right_one(wrong: str, right: str) -> None:
    _, warnings = load({f"WEERKLANK_{wrong}": "1", "WEERKLANK_DATA": "/nowhere"})
    assert warnings == [f"WEERKLANK_{wrong} is not a setting. Did you mean WEERKLANK_{right}?"]


def test_an_unknown_name_like_no_other_is_a_plain_warning() -> None:
    assert load({"WEERKLANK_QQQ": "1", "WEERKLANK_DATA": "/nowhere"})[1] == ["WEERKLANK_QQQ is not a setting."]


def test_the_environment_beats_the_file_and_the_file_beats_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "weerklank.toml").write_text(
        'WEERKLANK_LIMIT_COMMENTS = 1\nsecret_key = "from-data"\nmail_from = "data@example.com"\n'
    )
    config = tmp_path / "own.toml"
    config.write_text(
        f'WEERKLANK_LIMIT_COMMENTS = 2\nWEERKLANK_MAIL_FROM = "file@example.com"\nWEERKLANK_DATA = "{data}"\n'
    )
    found, warnings = load({"WEERKLANK_CONFIG": str(config), "WEERKLANK_LIMIT_COMMENTS": "3"})
    assert warnings == []
    assert (found.limit_comments, found.mail_from, found.secret_key, found.data) == (
        3,
        "file@example.com",
        "from-data",
        data,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LIMIT_COMMENTS", "many", "WEERKLANK_LIMIT_COMMENTS takes a whole number, not 'many'."),
        ("LIMIT_COMMENTS", "-1", "WEERKLANK_LIMIT_COMMENTS is 0 or more."),
        ("LIMIT_REACTIONS", "-1", "WEERKLANK_LIMIT_REACTIONS is 0 or more."),
        ("TRUSTED_PROXIES", "-1", "WEERKLANK_TRUSTED_PROXIES is 0 or more."),
        ("EDIT_QUIET_SECONDS", "-1", "WEERKLANK_EDIT_QUIET_SECONDS is 0 or more."),
        ("SESSION_IDLE_SECONDS", "0", "WEERKLANK_SESSION_IDLE_SECONDS is more than 0."),
        ("SESSION_ABSOLUTE_SECONDS", "-5", "WEERKLANK_SESSION_ABSOLUTE_SECONDS is more than 0."),
        (
            "REACTION_KINDS",
            "like,dislike",
            f"WEERKLANK_REACTION_KINDS: 'dislike' is not one of {KINDS}.",
        ),
        (
            "REACTION_KINDS",
            "",
            f"WEERKLANK_REACTION_KINDS needs at least one of {KINDS}.",
        ),
        ("JOBS", "never", "WEERKLANK_JOBS is process or apart, not 'never'."),
        ("DEFAULT_LOCALE", "de", "WEERKLANK_DEFAULT_LOCALE is nl or en, not 'de'."),
        (
            "PUBLIC_URL",
            "weerklank.example.com",
            "WEERKLANK_PUBLIC_URL starts with https:// (or http:// on this machine).",
        ),
        ("DATABASE_URL", "mysql://db/x", "WEERKLANK_DATABASE_URL starts with postgresql:// or sqlite:///."),
        ("SMTP_URL", "mail.example.com:25", "WEERKLANK_SMTP_URL starts with smtp://, starttls:// or smtps://."),
        ("SMTP_URL", "smtp://", "WEERKLANK_SMTP_URL is written as starttls://name:password@host:587."),
        ("SMTP_URL", "smtp://host:port", "WEERKLANK_SMTP_URL is written as starttls://name:password@host:587."),
        (
            "SMTP_URL",
            "smtp://me:secret@mail.example.com",
            "WEERKLANK_SMTP_URL sends its password in the clear: take starttls:// or smtps://.",
        ),
        ("MAIL_DELAY_SECONDS", "-1", "WEERKLANK_MAIL_DELAY_SECONDS is 0 or more."),
        ("REDIS_URL", "127.0.0.1:6379", "WEERKLANK_REDIS_URL starts with redis:// or rediss://."),
        ("ROLES", "manager", "WEERKLANK_ROLES takes group=role, separated by commas."),
        ("CONFIG", "/nowhere/x.toml", "/nowhere/x.toml cannot be read: No such file or directory."),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadSetting) as caught:
        load({"WEERKLANK_DATA": "/nowhere", f"WEERKLANK_{name}": value})
    assert str(caught.value) == sentence


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("this is = = not")
    with pytest.raises(BadSetting, match=r"x\.toml is not TOML: "):
        load({"WEERKLANK_CONFIG": str(tmp_path / "x.toml")})


def test_redis_without_its_package_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)  # as where it is not installed
    with pytest.raises(BadSetting, match=r"^WEERKLANK_REDIS_URL needs one more package: pip install redis$"):
        load({"WEERKLANK_DATA": "/nowhere", "WEERKLANK_REDIS_URL": "redis://127.0.0.1:6379/0"})


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "a" * 64,
        "abcabcabc" * 9,
        "please-change-me-0123456789abcdefghij",
        "CHANGE-this-0123456789abcdefghijklm",
    ],
)
def test_a_missing_short_or_well_known_secret_is_refused_with_the_way_out(secret: str) -> None:
    with pytest.raises(
        BadSetting, match=r"WEERKLANK_SECRET_KEY needs at least 32 random characters\. Make one with: python3 -c"
    ):
        require_secret(Settings(secret_key=secret))


def test_a_random_secret_is_good() -> None:
    require_secret(Settings(secret_key=GOOD_SECRET))


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"WEERKLANK_S3_ENDPOINT": "https://s3.example.com"}, "WEERKLANK_S3_BUCKET is needed too"),
        ({"WEERKLANK_S3_BUCKET": "files"}, "WEERKLANK_S3_ENDPOINT is needed too"),
        (BUCKET | {"WEERKLANK_S3_ENDPOINT": "https://s3.example.com/files"}, "the bucket is named apart"),
        (BUCKET | {"WEERKLANK_S3_BUCKET": "Files/x"}, "small letters"),
        (BUCKET | {"WEERKLANK_S3_ENDPOINT": "s3.example.com"}, "starts with https://"),
    ],
)
def test_half_a_bucket_is_refused(named: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        load(named)
