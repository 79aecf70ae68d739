"""Test databases from a template: the migrations run once for each state of the code, not once for each run and worker.

Running all of Oscar's and our migrations takes half a minute of processor time. The template is made by the real
`manage.py migrate` in a process of its own (so that what the migrations promise is what the tests stand on), kept in
the temporary folder or as a PostgreSQL database, named by a digest of everything that shapes the tables, and copied.
`TEST_TEMPLATES=0` migrates anew each time.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core import management
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ("market/*/migrations/*.py", "sellers/migrations/*.py")
PUT_UP = ("market/catalogue/*.py", "market/ledger/*.py", "market/address/*.py", "requirements.txt")  # triggers, indexes
MODELS = ("market/*/models.py", "sellers/models.py")
PREFIX = "lumbung_template_"


def shaping(*patterns: str) -> dict[str, str]:
    """The files from which the tables, triggers and indexes come, each with a digest."""
    paths = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def digest() -> str:
    return hashlib.sha256(json.dumps(shaping(*MIGRATIONS, *PUT_UP, *MODELS)).encode()).hexdigest()[:16]


def half_way(kind: str) -> str:
    """The name of the template that has the most of our migrations and nothing that is not ours now, or "".

    A new migration then runs alone, on a copy of what the others made.
    """
    now = shaping(*MIGRATIONS, *PUT_UP)
    fixed = shaping(*PUT_UP).keys()
    found = ("", 0)
    for note in Path(tempfile.gettempdir()).glob(f"{PREFIX}*.{kind}.json"):
        then = json.loads(note.read_text())
        if all(now.get(name) == one for name, one in then.items()) and fixed <= then.keys() and len(then) > found[1]:
            found = note.name.removesuffix(f".{kind}.json"), len(then)
    return found[0]


def remember(name: str, kind: str) -> None:
    note = Path(tempfile.gettempdir()) / f"{name}.{kind}.json"
    note.write_text(json.dumps(shaping(*MIGRATIONS, *PUT_UP)))


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time makes a template; the others wait for it."""
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(folder: str, **environment: str) -> None:
    """The real command, with the tests' settings, in a process of its own."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        check=True,
        env=os.environ | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "market.settings.test"} | environment,
    )


def sqlite_template() -> Path:
    temporary = Path(tempfile.gettempdir())
    name = PREFIX + digest()
    path = temporary / f"{name}.sqlite3"
    with alone(PREFIX + "sqlite"), tempfile.TemporaryDirectory() as folder:
        if not path.exists():
            made = Path(folder) / "lumbung.sqlite3"
            known = temporary / f"{half_way('sqlite')}.sqlite3"
            if known.exists():
                shutil.copy(known, made)
            migrate(folder, DATABASE_URL="")
            shutil.move(made, path)
            remember(name, "sqlite")
    return path


def postgres_template() -> str:
    """The name of a PostgreSQL database that holds the migrated tables and nothing else."""
    name = PREFIX + digest()
    url = urlsplit(os.environ["DATABASE_URL"])
    with alone(PREFIX + "postgres"), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_part"')
            known = half_way("postgres")
            cursor.execute(f'CREATE DATABASE "{name}_part"' + (f' TEMPLATE "{known}"' if known in there else ""))
            with tempfile.TemporaryDirectory() as folder:
                migrate(folder, DATABASE_URL=urlunsplit(url._replace(path=f"/{name}_part")))
            cursor.execute(f'ALTER DATABASE "{name}_part" RENAME TO "{name}"')
            remember(name, "postgres")
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """pytest-django's own hook, called before the test database is made."""
    if os.environ.get("TEST_TEMPLATES") == "0":
        return
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite:
        template = sqlite_template()
    else:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = postgres_template()
    make = connection.creation.create_test_db

    def from_template(*args: Any, **kwargs: Any) -> str:
        call_command, management.call_command = management.call_command, lambda *_a, **_k: None
        try:
            name = make(*args, **kwargs)
        finally:
            management.call_command = call_command
        if on_sqlite:
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(template)) as source:
                source.backup(connection.connection)
        return name

    connection.creation.create_test_db = from_template  # type: ignore[method-assign]
    if not on_sqlite:
        leave_nobody_behind()


def leave_nobody_behind() -> None:
    """A live server's thread may still hold its session when the run ends; PostgreSQL drops no database in use."""
    destroy = connection.creation._destroy_test_db

    def alone_at_last(name: str, verbosity: int) -> None:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        destroy(name, verbosity)

    connection.creation._destroy_test_db = alone_at_last  # type: ignore[method-assign]
