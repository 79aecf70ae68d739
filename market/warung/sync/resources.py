"""What a tablet can pull, one class for each resource: its rows for a warung, and how a row is shown."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from market.order.models import SellerOrder
from market.partner.models import StockLease
from market.shipping.models import Shipment
from market.warung.models import Deposit, Device, ParcelAtPoint, Shift, Staff, Warung, WarungOrder
from market.warung.sync import goods, shown

HISTORY = timedelta(days=60)  # older orders and shifts are not given to a tablet that begins anew


class Resource(ABC):
    """`rows` are those that the warung may see; `recent` those of them that a new tablet is given."""

    name: ClassVar[str]
    is_uuid: ClassVar[bool] = False

    @abstractmethod
    def rows(self, device: Device) -> QuerySet[Any]: ...

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device)

    def prepare(self, rows: list[Any]) -> list[Any]:
        """What showing needs beside the rows themselves, read at once."""
        return rows

    def key(self, row: Any) -> Any:
        return row.pk

    @abstractmethod
    def show(self, row: Any, device: Device) -> dict[str, Any]: ...

    column: ClassVar[str] = "pk"

    def position(self, row: Any) -> int:
        key = getattr(row, self.column)
        return key.int if isinstance(key, uuid.UUID) else int(key)

    def after(self, device: Device, last: int, count: int) -> list[Any]:
        """At most `count` rows behind the key `last`, by key."""
        rows = self.recent(device).order_by(self.column)
        if last:
            rows = rows.filter(**{f"{self.column}__gt": uuid.UUID(int=last) if self.is_uuid else last})
        return self.prepare(list(rows[:count]))

    def of(self, device: Device, keys: Sequence[str]) -> list[Any]:
        return self.prepare(list(self.rows(device).filter(**{f"{self.column}__in": [self.parse(one) for one in keys]})))

    def parse(self, key: str) -> Any:
        return uuid.UUID(key) if self.is_uuid else int(key)

    def canonical(self, noted: str) -> str:
        """The id as it is shown, from what the database noted."""
        return noted


class Product(Resource):
    name = "product"

    def rows(self, device: Device) -> QuerySet[Any]:
        return goods.products(device.warung)

    def prepare(self, rows: list[Any]) -> list[Any]:
        names = goods.category_names() if rows else {}
        for row in rows:
            row.category_names = names
        return rows

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return goods.show_product(row, row.category_names)


class Stock(Resource):
    name = "stock"
    column = "product_id"

    def rows(self, device: Device) -> QuerySet[Any]:
        return goods.records(device.warung)

    def key(self, row: Any) -> Any:
        return row.product_id

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return goods.show_stock(row)


class Price(Stock):
    name = "price"

    def prepare(self, rows: list[Any]) -> list[Any]:
        past = goods.past_prices([row.pk for row in rows]) if rows else {}
        for row in rows:
            row.past = past
        return rows

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return goods.show_price(row, row.past)


class StaffRows(Resource):
    name = "staff"

    def rows(self, device: Device) -> QuerySet[Any]:
        return Staff.objects.filter(warung_id=device.warung_id, left_at=None)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.staff(row)


class Order(Resource):
    name = "order"
    is_uuid = True

    def rows(self, device: Device) -> QuerySet[Any]:
        found = WarungOrder.objects.filter(warung_id=device.warung_id)
        return found.select_related("order").prefetch_related("order__lines", "order__seller_orders")

    def recent(self, device: Device) -> QuerySet[Any]:
        young = Q(made_at__gt=timezone.now() - HISTORY) | Q(kasbon_rupiah__gt=0) | Q(state="held")
        return self.rows(device).filter(young)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.order(row)


class Part(Resource):
    name = "seller_order"

    def rows(self, device: Device) -> QuerySet[Any]:
        rows = SellerOrder.objects.filter(order__warung_order__warung_id=device.warung_id)
        return rows.select_related("partner", "order__warung_order")

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device).filter(placed_at__gt=timezone.now() - HISTORY)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.part(row)


class ShipmentRows(Resource):
    name = "shipment"

    def rows(self, device: Device) -> QuerySet[Any]:
        rows = Shipment.objects.filter(seller_order__order__warung_order__warung_id=device.warung_id)
        return rows.select_related("seller_order")

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device).filter(seller_order__placed_at__gt=timezone.now() - HISTORY)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.shipment(row)


class Parcel(Resource):
    name = "parcel"

    def rows(self, device: Device) -> QuerySet[Any]:
        return ParcelAtPoint.objects.filter(warung_id=device.warung_id).select_related("seller_order__order")

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device).filter(state=ParcelAtPoint.State.WAITING)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.parcel(row)


class Lease(Resource):
    name = "lease"
    is_uuid = True

    def rows(self, device: Device) -> QuerySet[Any]:
        rows = StockLease.objects.filter(device_id=device.pk, ended_at=None)
        return rows.select_related("stockrecord")

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.lease(row)


class ShiftRows(Resource):
    name = "shift"
    is_uuid = True

    def rows(self, device: Device) -> QuerySet[Any]:
        return Shift.objects.filter(warung_id=device.warung_id)

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device).filter(Q(opened_at__gt=timezone.now() - HISTORY) | Q(closed_at=None))

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.shift(row)


class Message(Resource):
    """What the village says to the warung: so far, what became of its deposits."""

    name = "message"
    is_uuid = True

    def rows(self, device: Device) -> QuerySet[Any]:
        return Deposit.objects.filter(warung_id=device.warung_id)

    def recent(self, device: Device) -> QuerySet[Any]:
        return self.rows(device).filter(made_at__gt=timezone.now() - HISTORY)

    def key(self, row: Any) -> Any:
        return f"deposit:{row.pk}"

    def parse(self, key: str) -> Any:
        return uuid.UUID(key.removeprefix("deposit:"))

    def canonical(self, noted: str) -> str:
        """SQLite writes a UUID without dashes."""
        return f"deposit:{self.parse(noted)}"

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.deposit(row)


class Settings(Resource):
    name = "settings"

    def rows(self, device: Device) -> QuerySet[Any]:
        return Warung.objects.filter(pk=device.warung_id)

    def show(self, row: Any, device: Device) -> dict[str, Any]:
        return shown.settings_of(row)


RESOURCES: tuple[Resource, ...] = (
    Settings(), StaffRows(), Product(), Price(), Stock(), Lease(), ShiftRows(), Order(), Part(), ShipmentRows(),
    Parcel(), Message(),
)  # fmt: skip
_BY_NAME = {one.name: one for one in RESOURCES}


def resource(name: str) -> Resource:
    return _BY_NAME[name]
