"""A PostgreSQL of the tests' own: made in a temporary folder, on a socket there, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=120"
ROOT = 0
OTHERS_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Deleting is quick and leaves the room taken, truncating takes a file a table: that is for large ones.
ROWS_OUT = """
    SET session_replication_role = replica;
    DO $$ DECLARE each record; BEGIN
        FOR each IN
            SELECT relname AS name, pg_relation_size(oid) > 1000000 AS is_large FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
        LOOP
            EXECUTE format(CASE WHEN each.is_large THEN 'TRUNCATE %I CASCADE' ELSE 'DELETE FROM %I' END, each.name);
        END LOOP;
    END $$
"""
PATIENCE_SECONDS = 120  # for one program; making a cluster writes 40 MB


def program(name: str) -> str:
    """Give the newest `name` of Debian's versions, else the one in PATH. Raises LookupError."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    chosen = str(found[-1]) if found else shutil.which(name)
    if chosen is None:
        raise LookupError(f"There is no {name} here. Install it: apt-get install postgresql")
    return chosen


@dataclass(slots=True)
class Server:
    """A running server; databases are made from others as templates."""

    folder: Path
    user: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """Give the address of a database, as WEERKLANK_DATABASE_URL takes it."""
        return f"postgresql://{self.user}@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Make a database; give its name."""
        name = f"test_{next(self.numbers)}"
        self.run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is in it."""
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def empty(self, name: str) -> None:
        """Take every row out of a database, whoever is in it: 10 ms, where a new one takes 60."""
        with psycopg.connect(dbname=name, host=str(self.folder), user=self.user, autocommit=True) as connection:
            connection.execute(OTHERS_OUT)
            connection.execute(ROWS_OUT)

    def run(self, statement: sql.Composable) -> None:
        """Run a statement on the server, outside any database of a test."""
        with psycopg.connect(dbname="postgres", host=str(self.folder), user=self.user, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running() -> Iterator[Server]:
    """Give a server for the block. It never runs as root: PostgreSQL refuses that."""
    user = "postgres" if os.geteuid() == ROOT else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="weerklank-pg-"))
    if os.geteuid() == ROOT:
        shutil.chown(folder, user)
    try:
        _call(
            user,
            folder,
            "initdb",
            "--pgdata",
            f"{folder}/data",
            "--auth",
            "trust",
            "--username",
            user,
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        start = f"{OPTIONS} -c unix_socket_directories={folder}"
        _call(
            user,
            folder,
            "pg_ctl",
            "start",
            "--pgdata",
            f"{folder}/data",
            "--wait",
            "--log",
            f"{folder}/log",
            "--options",
            start,
        )
        try:
            yield Server(folder, user)
        finally:
            _call(user, folder, "pg_ctl", "stop", "--pgdata", f"{folder}/data", "--mode", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(user: str, folder: Path, name: str, *words: str) -> None:
    """Run a program as `user`; its words go to a file, since the server would hold a pipe open."""
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.geteuid() == ROOT else {}
    with (folder / "said").open("ab") as said:
        words = (program(name), *words)
        done = subprocess.run(
            words, cwd=folder, stdout=said, stderr=said, timeout=PATIENCE_SECONDS, check=False, **as_user
        )
    if done.returncode:
        log = folder / "log"
        raise RuntimeError((folder / "said").read_text() + (log.read_text() if log.is_file() else ""))
