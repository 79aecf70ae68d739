"""What the bench stands on: settings, a database of its own, the stand-ins, static files, the market itself."""

import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from market.sandbox.__main__ import DEFAULT_PORTS

FOLDERS = ("queue", "queue-control", "cache", "media", "static", "mail")
STAND_INS = tuple(DEFAULT_PORTS)
WAIT_SECONDS = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def choose(url: str, var: Path) -> None:
    """Say in the environment where everything is, before Django reads it; the server inherits the same."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "market.settings.dev",
        "DATABASE_URL": url,
        "VAR_DIR": str(var),
        "SANDBOX_STATE_DIR": "",
        **{f"SANDBOX_{name.upper()}_PORT": str(free_port()) for name in STAND_INS},
    }
    for folder in FOLDERS:
        (var / folder).mkdir(parents=True, exist_ok=True)
    if url.startswith("postgres"):
        create_database(url)


def create_database(url: str) -> None:
    import psycopg
    from psycopg import sql

    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    with psycopg.connect(urlunsplit(parts._replace(scheme="postgresql", path="/postgres")), autocommit=True) as wire:
        if not wire.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            wire.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


@contextmanager
def stand_ins() -> Iterator[None]:
    """All of them in a process of their own, so that they do not slow down what is measured."""
    command = [sys.executable, "-m", "market.sandbox"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for name in STAND_INS:
                wait_for(int(os.environ[f"SANDBOX_{name.upper()}_PORT"]), process)
            yield
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], path: str = "/") -> None:
    """Until something answers on the port, whatever it says."""
    ends_at = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < ends_at and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}")


def prepare(goods: int, sellers: int) -> None:
    """Migrate, load the regions, fill the market if it is empty, collect our static files as `make run` does."""
    from django.core.management import call_command
    from django.db import connection

    from market.catalogue.models import Product
    from market.management.commands.start import others
    from tests.bench.seed import seed

    call_command("migrate", verbosity=0)
    call_command("regions", stdout=io.StringIO())
    if not Product.objects.exists():
        began = time.monotonic()
        seed(goods, sellers)
        with connection.cursor() as cursor:  # as autovacuum would soon
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        print(f"seeded {goods:,} goods of {sellers} sellers in {time.monotonic() - began:.0f} s")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=others())
