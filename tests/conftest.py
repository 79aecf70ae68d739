"""What every test stands on: the three kinds that need a server or a browser, and no way out but loopback.

`DATABASE_URL` and `REDIS_URL` choose the servers (market/settings/test.py). What is absent is skipped with a word;
with `REQUIRED=1` (continuous integration) it fails instead, so that nothing is green because it did not run.
"""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseOperations as SqliteOperations

pytest_plugins = ["tests.databases", "tests.stand_ins"]

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Where Chromium lies: CHROMIUM, the system's, or Playwright's own; "" when there is none."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")
    if named:
        return named
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def has_postgres() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def has_redis() -> bool:
    return bool(settings.REDIS_URL)


NEEDS = {
    "postgres": (has_postgres, "PostgreSQL: set DATABASE_URL=postgres://..."),
    "redis": (has_redis, "Redis: set REDIS_URL=redis://..."),
    "browser": (lambda: bool(chromium_path()), "Chromium: install it or set CHROMIUM=/path"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (is_there, words) in NEEDS.items():
        if item.get_closest_marker(marker) and not is_there():
            if os.environ.get("REQUIRED") == "1":
                pytest.fail(f"needs {words}", pytrace=False)
            pytest.skip(f"needs {words}")


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(address, tuple) and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test wanted to leave the machine: {address}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _flush_passes_the_triggers() -> Iterator[None]:
    """Tests with real commits empty every table afterwards; on SQLite that is a DELETE, which immutable tables refuse.

    Only that emptying steps around the triggers named `immutable_*`; they are put back before the next test.
    """
    flush = SqliteOperations.execute_sql_flush

    def around(self: SqliteOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'immutable_%%'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)

    SqliteOperations.execute_sql_flush = around  # type: ignore[method-assign]
    yield
    SqliteOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for the session; open a context of your own in each test (`chromium.new_context(...)`)."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the test's own thread
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def var_dir(tmp_path: Path, settings: Any) -> Path:
    """A folder of this test's own for what the store writes."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path
