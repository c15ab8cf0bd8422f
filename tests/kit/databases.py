"""Test databases: built once per state of the code that makes them, copied per run.

Two layers: schemas (public and templates; keyed by migrations) and the world (tenants and people;
keyed by provisioning code and seeds as well). A run copies the world database in under a second.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from launcher.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
SCHEMA_SOURCES = ("*/migrations/**/*.py", "*/migrations/**/*.sql", "core/db/**/*.py", "tenants/building/*.py")
WORLD_SOURCES = (
    "*/seed*/**/*",
    "core/catalogue/*.csv",
    "erp/wiring.py",
    "*/permissions.py",
    "*/sql/**/*.sql",
    "tenants/**/*.py",
    "tests/worlds.py",
    "tests/people.py",
    "identity/services/*.py",
    "identity/models/*.py",
    "organization/services/*.py",
    "records/services/provisioning.py",
    "accounting/services/paper_forms.py",
    "accounting/services/seeds*.py",
    "approvals/services/forms.py",
    "consolidation/sources*.py",
    "consolidation/services/*.py",
    "requirements/run.txt",
)


def server_url() -> str:
    """Address of the test server: DURE_TEST_DATABASE_URL, else our own fast cluster."""
    return os.environ.get("DURE_TEST_DATABASE_URL") or Cluster("test").start()


def url_of(database: str) -> str:
    """Address of one database on the test server."""
    parts = urlsplit(server_url())
    return urlunsplit(parts._replace(path="/" + database))


@cache
def digest(patterns: tuple[str, ...]) -> str:
    """Short hash of all files that match the patterns; one answer for the whole run."""
    found = hashlib.sha256()
    paths = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(
        path for path in paths if not {".venv", "node_modules", "__pycache__"} & set(path.parts)
    ):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """A connection that may create and drop databases."""
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        yield connection


@contextmanager
def build_lock(name: str) -> Iterator[None]:
    """One builder at a time on this machine."""
    path = Path(tempfile.gettempdir()) / f"dure-{os.getuid()}-{name}.lock"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def exists(connection: psycopg.Connection, database: str) -> bool:
    return (
        connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None
    )


def copy(connection: psycopg.Connection, source: str, target: str) -> None:
    """Copy a database nobody is connected to."""
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(target), sql.Identifier(source)
        )
    )


def drop(connection: psycopg.Connection, database: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def rename(connection: psycopg.Connection, source: str, target: str) -> None:
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(source), sql.Identifier(target))
    )


def drop_leftovers(connection: psycopg.Connection) -> None:
    """Drop copies of runs whose process is gone."""
    names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'dure_run_%'").fetchall()
    for (name,) in names:
        found = re.match(r"dure_run_(\d+)_", name)
        if found and not Path(f"/proc/{found[1]}").exists():
            drop(connection, name)
