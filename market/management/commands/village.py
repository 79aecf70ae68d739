"""`manage.py village`: the demo village, seeded once, and who may sign in."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from market.core.phones import shown


class Command(BaseCommand):
    help = "Seed the demo village once (4 villages, 12 sellers, 60 goods with pictures) and print the logins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="empty the database first (everything in it is lost)")
        parser.add_argument("--logins", action="store_true", help="print the logins only")

    def handle(self, *args: Any, **options: Any) -> None:
        from tests import village  # here and not above: only a source tree has the cast

        if not options["logins"]:
            if options["again"]:
                self.empty()
            if village.is_built():
                self.say("Desa contoh sudah ada.", options)
                return
            began = time.monotonic()
            village.build(say=lambda line: self.say(line, options))
            self.say(f"Selesai dalam {time.monotonic() - began:.0f} detik.", options)
        if options["logins"] or options["verbosity"] > 0:
            self.print_logins(village.logins(), village.PASSWORD, village.counter_pins())

    def say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"] > 0:
            self.stdout.write(line)
            self.stdout.flush()

    def empty(self) -> None:
        call_command("flush", interactive=False, verbosity=0)
        call_command("regions", verbosity=0)

    def print_logins(self, logins: list[tuple[str, str, str]], password: str, pins: list[tuple[str, str]]) -> None:
        self.stdout.write(f"\nMasuk dengan nomor HP; kata sandi untuk semua: {password}")
        for what, name, phone in logins:
            self.stdout.write(f"  {shown(phone):<16} {name:<22} {what}")
        self.stdout.write("\nTablet toko smart: buka /warung/, kode pemasangan dibuat operator desa di Meja kerja,")
        self.stdout.write("halaman Toko smart (/desa/kelola/toko-smart/). PIN petugas dan pemilik di ketiga toko:")
        for what, pin in pins:
            self.stdout.write(f"  {pin:<16} {what}")
