from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WarungConfig(AppConfig):
    name = "market.warung"
    label = "warung"

    def ready(self) -> None:
        pre_migrate.connect(take_down, sender=self, dispatch_uid="warung.take_down")
        post_migrate.connect(put_up, sender=self, dispatch_uid="warung.put_up")


def take_down(using: str, **_signal: Any) -> None:
    from market.warung.sync import keeping

    keeping.take_down(using)


def put_up(using: str, **_signal: Any) -> None:
    """The triggers need tables of other rooms too: a partial migrate may not have them yet."""
    from django.db import connections

    from market.warung.sync import keeping

    if set(connections[using].introspection.table_names()) >= keeping.NEEDED:
        keeping.put_up(using)
