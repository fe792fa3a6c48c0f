"""A machine to install on: a folder that stands for /, names that lead to loopback, ports that are free.

The guide's commands run as they stand but for those names. The commands that would change the real machine (apt-get,
useradd, systemctl and the like) are stood in for; Python, pip, nginx, SQLite, PostgreSQL and the service are real.
"""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers.service import free_port, until
from tests.install import guide

IS_ROOT = os.geteuid() == 0
SYSTEMCTL = Path(__file__).with_name("systemctl.py")
SECONDS = 240  # for one block: pip fetches what the service needs. Before pytest gives the test up
PATHS = re.compile(r"(?<![\w/.])/(?=(?:opt|etc|var|run|usr/local)/)")
USER = re.compile(r"(-u |-o |User=|--owner |createuser )weerklank\b")
GROUP = re.compile(r"(-g |Group=)weerklank\b")
NOTHING = "#!/bin/sh\nexit 0\n"
FOLDERS = (
    "bin",
    "etc/nginx/conf.d",
    "etc/nginx/modules-enabled",
    "etc/nginx/sites-available",
    "etc/nginx/sites-enabled",
    "etc/ssl/certs",
    "etc/systemd/system",
    "opt",
    "run",
    "usr/local/sbin",
    "usr/local/share/ca-certificates",
    "var/backups",
    "var/lib",
    "var/log/nginx",
)


@dataclass(slots=True)
class Machine:
    """The folder and the names; `dist` is where the guide is followed."""

    root: Path
    issuer: str
    dist: Path = field(init=False)
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    walked: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dist = self.root / "dist"
        for folder in FOLDERS:
            (self.root / folder).mkdir(parents=True)
        for name, text in self._stand_ins().items():
            (self.root / "bin" / name).write_text(text)
            (self.root / "bin" / name).chmod(0o755)
        debians = Path("/etc/nginx/nginx.conf").read_text("utf-8")
        (self.root / "etc/nginx/nginx.conf").write_text(self.named(debians))
        shutil.copy("/etc/nginx/mime.types", self.root / "etc/nginx/mime.types")

    @property
    def public_url(self) -> str:
        """The service's address, as browsers name it."""
        return f"https://{self.host}:{self.https}"

    host = "weerklank.example.localhost"
    origin = "https://intranet.example.localhost"

    def path(self, name: str) -> Path:
        """Give where a path of the guide lies."""
        return self.root / name.lstrip("/")

    def unpack(self, dist: Path) -> None:
        """Put what `make dist` made here, its configurations with our names: what an administrator edits."""
        shutil.copytree(dist, self.dist, dirs_exist_ok=True)
        for file in (self.dist / "config").iterdir():
            file.write_text(self.named(file.read_text("utf-8")))

    def named(self, text: str) -> str:
        """Give `text` with the names of this machine."""
        text = PATHS.sub(f"{self.root}/", text)
        text = text.replace("https://login.example.com", self.issuer)
        text = text.replace("https://weerklank.example.com", self.public_url).replace(
            "example.com", "example.localhost"
        )
        text = re.sub(r"^ *listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"\blisten 80;", f"listen 127.0.0.1:{self.http};", text)
        text = re.sub(r"\blisten 443 ssl", f"listen 127.0.0.1:{self.https} ssl", text)
        text = re.sub(r"(127\.0\.0\.1:|--port )8000\b", rf"\g<1>{self.port}", text)
        if "PGHOST" in self.environment:
            text = text.replace("postgresql:///weerklank", f"postgresql:///weerklank?host={self.environment['PGHOST']}")
        if IS_ROOT:
            nobody = pwd.getpwnam("nobody")
            text = USER.sub(r"\1nobody", text)
            text = GROUP.sub(rf"\g<1>{grp.getgrgid(nobody.pw_gid).gr_name}", text)
        return text

    def follow(self, heading: str, number: int | None = None) -> str:
        """Do what the guide says under a heading (or only its block `number`); give what was printed."""
        chosen = [each for each in guide.blocks() if each.heading == heading and number in (None, each.number)]
        assert chosen, f"the guide has nothing under {heading!r}"
        said = ""
        for block in chosen:
            if block.kind == "toml":
                self.configure(self.named(block.text))
            if block.kind == "sh":
                said += self.shell(self.named(block.text))
                self.walked.add((heading, block.number))
        return said

    def unwalked(self) -> list[tuple[str, int]]:
        """Give the blocks that nobody has followed."""
        todo = [(block.heading, block.number) for block in guide.blocks() if block.kind == "sh"]
        return [each for each in todo if each not in self.walked]

    def shell(self, text: str) -> str:
        """Run commands as the guide's reader; the first that fails ends it. Gives what was printed."""
        done = self.attempt(text)
        assert done.returncode == 0, f"{text}\n{done.stdout}"
        return done.stdout

    def attempt(self, text: str) -> subprocess.CompletedProcess[str]:
        """Run commands, whatever comes of it; both outputs in one."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("WEERKLANK_", "FLASK_"))}
        own |= {"MACHINE": str(self.root), "PYTHONPATH": "", "LC_ALL": "C.UTF-8"} | self.environment
        own["PATH"] = f"{self.root}/usr/local/sbin:{self.root}/bin:{own['PATH']}:/usr/sbin"
        bundle = self.path("/etc/ssl/certs/ca-certificates.crt")
        if bundle.is_file():
            own |= {"SSL_CERT_FILE": str(bundle), "CURL_CA_BUNDLE": str(bundle)}
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self.dist,
            env=own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def configure(self, toml: str) -> None:
        """Set what `toml` sets in the service's configuration, as somebody with an editor does."""
        file = self.path("/etc/weerklank/weerklank.toml")
        text = file.read_text("utf-8")
        for line in toml.splitlines():
            name = line.split(" = ", maxsplit=1)[0]
            text, count = re.subn(rf"^(# )?{name} = .*$", lambda _found, line=line: line, text, flags=re.MULTILINE)
            assert count == 1, f"{name} stands {count} times in the file"
        file.write_text(text)

    def stop(self) -> None:
        """End all that runs, and wait until nginx wrote its last."""
        self.attempt("systemctl stop weerklank || true; nginx -s quit")
        until(lambda: not self.path("/run/nginx.pid").exists(), "nginx ends")

    def _stand_ins(self) -> dict[str, str]:
        own = ("apt-get", "useradd", "userdel")
        found = dict.fromkeys(own, NOTHING)
        found["python3"] = (
            '#!/bin/sh\nexec /usr/bin/python3 "$@"\n'  # the system's: one in a home is closed to the service
        )
        found["systemctl"] = f'#!/bin/sh\nexec {sys.executable} {SYSTEMCTL} "$@"\n'
        nginx = f"-p {self.root} -c {self.root}/etc/nginx/nginx.conf -e {self.root}/var/log/nginx/error.log"
        found["nginx"] = f'#!/bin/sh\nexec {shutil.which("nginx")} {nginx} "$@"\n'
        certificates = f"{self.root}/usr/local/share/ca-certificates/*.crt"
        bundle = f"{self.root}/etc/ssl/certs/ca-certificates.crt"
        systems = "/etc/ssl/certs/ca-certificates.crt"
        found["update-ca-certificates"] = f"#!/bin/sh\ncat {systems} {certificates} > {bundle}; test -s {bundle}\n"
        if not IS_ROOT:
            found["runuser"] = (
                '#!/bin/sh\nuser=$2; shift 3\ntest "$user" = postgres || export PGUSER="$user"\nexec "$@"\n'
            )
            found["install"] = (
                f"#!/bin/sh\nexec {shutil.which('install')} " + '$(echo "$@" | sed "s/-[og] [a-z]* //g")\n'
            )
        return found
