"""A store as it is really served: its own process, collected and compressed files, two sellers with their pictures.

`python -m tests.browser.served` furnishes the folder VAR_DIR; `open_store` runs it and the server on a free port.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SELLERS = {"sari", "joko"}
REGIONS = ["33.06.08", "18.09.10", "31.74.01"]  # Bayan, Teluk Pandan, Tebet
WAIT_SECONDS = 90


STAND_INS = ("jne", "pos", "midtrans", "whatsapp")


@contextmanager
def open_store(folder: Path, *, whole: bool = False) -> Iterator[str]:
    """The address of a furnished store, closed at the end. `whole`: with its worker, its beat and the stand-ins."""
    port, *others = free_ports(1 + len(STAND_INS))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "market.settings.dev",
        "VAR_DIR": str(folder),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "PORT": str(port),
        "SANDBOX_STATE_DIR": str(folder),
        **{f"SANDBOX_{name.upper()}_PORT": str(free) for name, free in zip(STAND_INS, others, strict=True)},
    }
    subprocess.run([sys.executable, "-m", "tests.browser.served"], cwd=ROOT, env=environment, check=True)
    commands = [
        ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "market.wsgi:application"],
    ]  # fmt: skip
    if whole:
        worker = ["celery", "-A", "market", "worker", "--beat", "--pool", "threads", "-c", "2", "-l", "error"]
        commands += [["market.sandbox", *STAND_INS], worker]
    running = [subprocess.Popen([sys.executable, "-m", *one], cwd=ROOT, env=environment) for one in commands]
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/livez")
        if whole:
            for free in others:
                wait_for(f"http://127.0.0.1:{free}/_sim/")
        yield address
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=30)


def free_ports(count: int) -> list[int]:
    """Ports on which nobody listens now."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def wait_for(address: str) -> None:
    ends_at = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > ends_at:
                raise
            time.sleep(0.2)


def furnish() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from market.address.loading import load_regions
    from market.management.commands.start import others
    from tests import databases, village

    for name in ("static", "media", "cache", "queue", "queue-control", "mail"):
        (settings.VAR_DIR / name).mkdir(parents=True, exist_ok=True)
    if os.environ.get("TEST_TEMPLATES") != "0":  # the tables, as the real command made them for all tests
        shutil.copy(databases.sqlite_template(), settings.DATABASES["default"]["NAME"])
    call_command("migrate", verbosity=0)
    load_regions(only=REGIONS)
    village.build(only=SELLERS)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=others())


if __name__ == "__main__":
    furnish()
