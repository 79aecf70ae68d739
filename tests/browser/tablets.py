"""A served store with a smart warung whose server can be taken away, and what people do on its tablet.

`python -m tests.browser.tablets` furnishes the folder VAR_DIR. The server keeps its port, so that a tablet finds
it again. `POINT=/folder` keeps a furnished folder between runs.
"""

import os
import secrets
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.browser.served import ROOT, wait_for

WARUNG = "Toko Smart Krandegan"
OWNER, OWNER_PIN = "Bu Tini", "730519"
CLERK, CLERK_PIN = "Wati", "4826"


class Point:
    """The warung's store: its address, its database, and a server that comes and goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "market.settings.dev",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": "",
            "REDIS_URL": "",
        }

    def run(self, *command: str) -> None:
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True)

    def start(self) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
             "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
             "market.wsgi:application"],
            cwd=ROOT, env=self.environment,
        )  # fmt: skip
        wait_for(f"{self.address}/livez")

    def stop(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=20)
            self.server = None

    def rows(self, question: str, *given: Any) -> list[Any]:
        with sqlite3.connect(self.folder / "lumbung.sqlite3", timeout=20) as database:
            return database.execute(question, given).fetchall()

    def count(self, table: str, where: str = "1=1", *given: Any) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}", *given)[0][0])

    def pairing_code(self, profile: str = "counter") -> str:
        """As the operator's page makes it."""
        code = "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(8))
        until = (datetime.now(UTC) + timedelta(minutes=15)).strftime("%Y-%m-%d %H:%M:%S")
        warung = self.rows("SELECT id FROM warung_warung WHERE name = ?", WARUNG)[0][0]
        self.rows(
            "INSERT INTO warung_pairingcode (warung_id, code, profile, made_at, expires_at) "
            "VALUES (?, ?, ?, ?, ?)",
            warung, code, profile, until, until,
        )  # fmt: skip
        return code


@contextmanager
def open_point(folder: Path) -> Iterator[Point]:
    kept = os.environ.get("POINT")
    point = Point(Path(kept) if kept else folder)
    if kept and (point.folder / "lumbung.sqlite3").exists():
        point.run("-c", "from tests.browser.tablets import collect; collect()")
    else:
        point.run("-m", "tests.browser.tablets")
    point.start()
    try:
        yield point
    finally:
        point.stop()


def collect() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from market.management.commands.start import others

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=others())


def furnish() -> None:
    from tests.browser import served

    served.furnish()
    from market.warung.devices import pins
    from market.warung.models import Staff, Warung

    warung = Warung.objects.get(name=WARUNG)
    Staff.objects.filter(warung=warung).delete()
    pins.hire(warung, OWNER, OWNER_PIN, Staff.Role.OWNER)
    pins.hire(warung, CLERK, CLERK_PIN)


class Screen:
    """One tab of a tablet, and the hands of the person before it."""

    def __init__(self, page: Any, point: Point) -> None:
        self.page, self.point = page, point
        page.set_default_timeout(20_000)

    def open(self) -> "Screen":
        self.page.goto(f"{self.point.address}/warung/")
        self.page.locator("body[data-ready]").wait_for()
        return self

    def pair(self) -> "Screen":
        self.page.get_by_label("Kode pasang").fill(self.point.pairing_code())
        self.page.get_by_role("button", name="Pasangkan").click()
        self.page.get_by_role("button", name=OWNER).wait_for()
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return self

    def type_pin(self, pin: str) -> None:
        for digit in pin:
            self.page.get_by_role("button", name=digit, exact=True).click()
        self.page.get_by_role("button", name="Selesai", exact=True).click()

    def sign_in(self, name: str = OWNER, pin: str = OWNER_PIN) -> "Screen":
        self.page.get_by_role("button", name=name).click()
        self.type_pin(pin)
        self.page.locator(".bar").wait_for()
        return self

    def see(self, path: str) -> "Screen":
        self.page.evaluate("path => { location.hash = `#/${path}` }", path)
        self.page.locator(f"body[data-screen='{path.split('/')[0]}']").wait_for()
        return self

    def take(self, kinds: int = 1) -> None:
        """Put so many different goods into the basket."""
        self.see("jual")
        ready = self.page.locator(".ware .put:not([disabled])")
        ready.first.wait_for()
        for place in range(kinds):
            ready.nth(place).click()

    def sell(self, name: str = "Pak Karto", kinds: int = 1) -> str:
        """Sell for exact cash; the id of the operation."""
        self.take(kinds)
        self.see("keranjang")
        self.page.get_by_label("Nama pembeli").fill(name)
        self.page.get_by_role("button", name="Lanjut bayar").click()
        self.page.get_by_role("button", name="Uang pas").click()
        self.page.get_by_role("button", name="Terima tunai").click()
        self.page.locator(".claim").wait_for()
        return str(self.page.evaluate("location.hash")).split("/")[-1]

    def unsent(self) -> int:
        return int(self.page.locator("#unsent").get_attribute("data-count") or 0)

    def wait_until_sent(self) -> None:
        """Everything has left the tablet; the person presses the button when it takes too long."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")
        self.count_is(0, 40_000)

    def count_is(self, number: int, patience: int = 20_000) -> None:
        self.page.locator(f"#unsent[data-count='{number}']").wait_for(timeout=patience)

    def stored(self) -> list[dict[str, Any]]:
        """The outbox as it lies on the disk."""
        return list(self.page.evaluate(
            """() => new Promise((found) => { const asked = indexedDB.open("lumbung-warung"); asked.onsuccess = () => {
            const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => { asked.result.close(); found(all.result); } } })"""
        ))  # fmt: skip


if __name__ == "__main__":
    furnish()
