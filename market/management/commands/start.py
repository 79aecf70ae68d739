"""`make run`: migrate, load the regions, seed the demo village once, then web, worker and stand-ins until Ctrl-C."""

import os
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finder
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

WAIT_SECONDS = 60
FOLDERS = ("queue", "queue-control", "cache", "media", "static", "mail", "sandbox")


class Command(BaseCommand):
    help = "Start the embedded store: web, worker and stand-ins, with the demo village."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="prepare only, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in FOLDERS:
            (settings.VAR_DIR / folder).mkdir(parents=True, exist_ok=True)
        self.step("Menyiapkan basis data", "migrate", verbosity=0)
        self.step("Menyiapkan wilayah", "regions", verbosity=0)
        self.step("Menyiapkan desa contoh", "village", verbosity=0)
        self.collect()
        if not options["prepare"]:
            self.run_all()

    def step(self, words: str, command: str, **options: Any) -> None:
        began = time.monotonic()
        self.stdout.write(f"{words} ... ", ending="")
        self.stdout.flush()
        call_command(command, **options)
        self.stdout.write(f"{time.monotonic() - began:.1f} s")

    def collect(self) -> None:
        """Fingerprint and compress our own static files; Oscar's dashboard is served from its package as it is."""
        self.step("Menyiapkan tampilan", "collectstatic", interactive=False, verbosity=0, ignore_patterns=others())

    def run_all(self) -> None:
        manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
        environment = {"SANDBOX_STATE_DIR": str(settings.VAR_DIR / "sandbox")} | os.environ | {"PYTHONUNBUFFERED": "1"}
        procfile = parse_procfile((Path(settings.BASE_DIR) / "Procfile").read_text())
        for name, line in procfile.processes.items():
            manager.add_process(name, f"exec {line}", quiet=False, env=environment, cwd=str(settings.BASE_DIR))
        threading.Thread(target=self.announce, daemon=True).start()
        manager.loop()
        sys.exit(0 if manager.returncode in (None, 0, -2, -15, 130, 143) else manager.returncode)

    def announce(self) -> None:
        """Say where the store is as soon as it answers, and who may sign in."""
        address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
        ends_at = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < ends_at:
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                time.sleep(0.3)
        call_command("village", logins=True, stdout=self.stdout)
        self.stdout.write(f"\nLumbung Desa: {address}   (Ctrl-C: berhenti)\n")
        self.stdout.flush()


def others() -> list[str]:
    """The static folders of the packages that we did not write, and the parts of sheets that are served joined."""
    finder = get_finder("django.contrib.staticfiles.finders.AppDirectoriesFinder")
    ours = {folder.name for folder in Path(settings.STATICFILES_DIRS[0]).iterdir()}
    tops = {path.split("/")[0] for path, _storage in finder.list([])} - ours
    return [*sorted(f"{top}/*" for top in tops), "css/*/*"]
