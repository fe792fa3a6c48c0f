"""The groups of tests and what each needs of the machine. A folder that is not listed runs too, needing nothing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Engine:
    """A program of the system that tests need: any of the paths or commands in `found_by` shows that it is there."""

    found_by: tuple[str, ...]
    packages: tuple[str, ...]

    def is_present(self) -> bool:
        """Tell whether every sign of it is found; a sign with a star is a path, others are commands."""
        return all(any(Path("/").glob(sign[1:])) if "*" in sign else shutil.which(sign) for sign in self.found_by)


# Fonts are only recommended by the packages that cannot work without them.
ENGINES = {
    "chromium": Engine(("chromium",), ("chromium", "fonts-dejavu-core")),
    "firefox": Engine(("firefox-esr",), ("firefox-esr", "fonts-dejavu-core")),
    "webkit": Engine(("WebKitWebDriver", "Xvfb"), ("webkit2gtk-driver", "xvfb", "fonts-dejavu-core")),
    "postgres": Engine(("/usr/lib/postgresql/*/bin/initdb",), ("postgresql",)),
    "redis": Engine(("redis-server",), ("redis-server",)),
    "nginx": Engine(("nginx",), ("nginx-light",)),
    "node": Engine(("node", "npm"), ("nodejs", "npm")),
    "systemd": Engine(("systemd-analyze",), ("systemd",)),
    "sqlite": Engine(("sqlite3",), ("sqlite3",)),
    "openssl": Engine(("openssl", "curl"), ("openssl", "curl", "ca-certificates")),
    "venv": Engine(("/usr/lib/python3*/ensurepip/__init__.py",), ("python3-venv",)),
    "compiler": Engine(("cc", "python3-config"), ("gcc", "libc6-dev", "python3-dev")),
    "php": Engine(("php",), ("php-cli",)),
}

# Longest first, so that two at a time end together.
NEEDS: dict[str, tuple[str, ...]] = {
    "browser-chromium": ("chromium", "node"),
    "database": ("postgres", "redis"),
    "security": (),
    "process": ("compiler", "node"),
    "contract": (),
    "install": ("nginx", "node", "openssl", "postgres", "sqlite", "systemd", "venv"),
    "identity": ("node",),
    "browser-webkit": ("webkit", "node"),
    "browser-firefox": ("firefox", "node"),
    "demo": (),
    "house": (),
    "unit": (),
    "js": ("node",),
}


def all_groups() -> dict[str, tuple[str, ...]]:
    """Give every group that must run, with its engines: the listed ones, and any other folder that holds tests."""
    found = {path.name for path in TESTS.iterdir() if path.is_dir() and any(path.rglob("test_*.py"))}
    return NEEDS | dict.fromkeys(sorted(found - set(NEEDS)), ())
