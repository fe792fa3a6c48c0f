"""A stand-in for systemd's systemctl where systemd did not start the machine: units are run as their files say.

Below the folder in MACHINE: units in etc/systemd/system, process ids in run, what units print in var/log/<unit>.
"""

from __future__ import annotations

import configparser
import grp
import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MACHINE = Path(os.environ["MACHINE"])
PATIENCE_SECONDS = 60
PASSED = ("PATH", "SSL_CERT_FILE", "PGHOST")  # of our environment; the rest is the unit's


def main(verb: str, *words: str) -> int:
    """Do what systemctl does; give its exit status."""
    units = [word for word in words if not word.startswith("--")]
    now = verb == "start" or "--now" in words
    for unit in units:
        if unit.endswith(".timer"):
            read(unit)["Timer"]["OnCalendar"]
        elif verb == "reload" and unit == "nginx":
            reload_nginx()
        elif verb in ("start", "enable") and now:
            start(unit)
        elif verb in ("stop", "disable"):
            stop(unit)
        elif verb == "status":
            print(unit, "runs" if is_running(unit) else "does not run")
            return 0 if is_running(unit) else 3
        else:
            raise SystemExit(f"not known here: systemctl {verb} {unit}")
    return 0


def read(unit: str) -> configparser.ConfigParser:
    """Read the file of a unit."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    name = unit if "." in unit else f"{unit}.service"
    assert parser.read(MACHINE / "etc/systemd/system" / name), f"no unit {name}"
    return parser


def start(unit: str) -> None:
    """Start a service as its user; of the kind notify, wait until it says that it is up."""
    service = read(unit)["Service"]
    name, _, value = service.get("Environment", "").partition("=")
    environment = {key: os.environ[key] for key in PASSED if key in os.environ} | ({name: value} if name else {})
    ready = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    ready.bind(f"\0{MACHINE}/{unit}")
    if service["Type"] == "notify":
        environment["NOTIFY_SOCKET"] = f"@{MACHINE}/{unit}"
    with (MACHINE / "var/log" / unit).open("ab") as log:
        process = subprocess.Popen(
            shlex.split(service["ExecStart"]),
            env=environment,
            cwd="/",
            stdout=log,
            stderr=log,
            umask=0o077,
            start_new_session=True,
            **(identity(service) if os.geteuid() == 0 else {}),
        )
    if service["Type"] == "oneshot":
        wait(lambda: process.poll() is not None, f"{unit} ends")
        if process.returncode:
            raise SystemExit(process.returncode)
    else:
        (MACHINE / "run" / unit).write_text(str(process.pid))
        wait(lambda: process.poll() is not None or said_ready(ready), f"{unit} is ready")
        if process.poll() is not None:
            raise SystemExit((MACHINE / "var/log" / unit).read_text())


def reload_nginx() -> None:
    """Have nginx read its configuration anew, and wait until nobody works by the old one: by itself it says nothing."""
    master = (MACHINE / "run/nginx.pid").read_text().strip()
    old = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    subprocess.run(["nginx", "-s", "reload"], check=True, timeout=PATIENCE_SECONDS)
    wait(lambda: not any(map(lives, old)), "the old workers of nginx end")


def said_ready(ready: socket.socket) -> bool:
    """Tell whether a service said that it is up."""
    try:
        return b"READY=1" in ready.recv(4096)
    except BlockingIOError:
        return False


def wait(holds: Callable[[], bool], what: str) -> None:
    """Wait until `holds` is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"This did not come about: {what}")
        time.sleep(0.02)  # between two looks


def identity(service: configparser.SectionProxy) -> dict[str, object]:
    """Give user and group of a service."""
    user = pwd.getpwnam(service["User"])
    return {"user": user.pw_uid, "group": grp.getgrnam(service["Group"]).gr_gid, "extra_groups": []}


def stop(unit: str) -> None:
    """Ask a service to end, and wait for it."""
    if is_running(unit):
        os.kill(int((MACHINE / "run" / unit).read_text()), signal.SIGTERM)
    wait(lambda: not is_running(unit), f"{unit} ends")


def is_running(unit: str) -> bool:
    """Tell whether a service lives."""
    file = MACHINE / "run" / unit
    return file.is_file() and lives(file.read_text())


def lives(pid: str) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
