from typing import Any

from django.db.models.signals import post_migrate, pre_migrate
from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "market.catalogue"

    def ready(self) -> None:
        super().ready()
        pre_migrate.connect(take_down, sender=self, dispatch_uid="catalogue.take_down")
        post_migrate.connect(put_up, sender=self, dispatch_uid="catalogue.put_up")


def take_down(using: str, **_signal: Any) -> None:
    from market.catalogue import keeping

    keeping.take_down(using)


def put_up(using: str, **_signal: Any) -> None:
    """The triggers need the tables of the seller and of the places too: a partial migrate may not have them yet."""
    from django.db import connections

    from market.catalogue import keeping

    needed = {
        keeping.DOCUMENTS,
        keeping.STOCK,
        keeping.PARTNER,
        keeping.LINK,
        "catalogue_treeversion",
        "address_village",
    }
    if needed <= set(connections[using].introspection.table_names()):
        keeping.put_up(using)
