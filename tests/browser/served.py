"""A store as it is really served: its own process, collected and compressed files, two sellers with their pictures.

`python -m tests.browser.served` furnishes the folder VAR_DIR; `open_store` runs it and the server on a free port.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SELLERS = {"sari", "joko"}
REGIONS = ["33.06.08", "18.09.10", "31.74.01"]  # Bayan, Teluk Pandan, Tebet
WAIT_SECONDS = 90


@contextmanager
def open_store(folder: Path) -> Iterator[str]:
    """The address of a furnished store; it is closed at the end."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "market.settings.dev",
        "VAR_DIR": str(folder),
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    subprocess.run([sys.executable, "-m", "tests.browser.served"], cwd=ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "market.wsgi:application"],
        cwd=ROOT, env=environment,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/livez")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


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
    from tests import village

    for name in ("static", "media", "cache", "queue", "queue-control", "mail"):
        (settings.VAR_DIR / name).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    load_regions(only=REGIONS)
    village.build(only=SELLERS)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=others())


if __name__ == "__main__":
    furnish()
