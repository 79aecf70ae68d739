"""An order of Andi's, no larger than paying needs, and the stand-in that answers for Midtrans."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.sites.models import Site
from django.test import override_settings
from django.utils import timezone

from market.order.models import Line, Order
from tests.contracts.gateways import KEY, MERCHANT, Account, account


def andis_order(number: str = "LD-100007", total: int = 45_500, *, hours: float = 2) -> Order:
    """Two bags of keripik, postage, and a voucher of Rp2.000."""
    order = Order.objects.create(
        number=number, site=Site.objects.get_current(), currency="IDR", status="",
        total_incl_tax=Decimal(total), total_excl_tax=Decimal(total),
        shipping_incl_tax=Decimal(7_500), shipping_excl_tax=Decimal(7_500),
        buyer_name="Andi", buyer_phone="+6281200000000", guest_email="andi@contoh.test",
        pay_by=timezone.now() + timedelta(hours=hours),
    )  # fmt: skip
    price = Decimal(total - 5_500)
    Line.objects.create(
        order=order, title="Keripik Singkong Bu Sari", partner_sku="KERIPIK", quantity=2, num_allocated=0,
        line_price_incl_tax=price, line_price_excl_tax=price,
        line_price_before_discounts_incl_tax=price, line_price_before_discounts_excl_tax=price,
    )  # fmt: skip
    return order


@contextmanager
def midtrans(**options: str) -> Iterator[Account]:
    """Midtrans' stand-in, and settings that lead there."""
    with account() as made:
        where = {"core_url": made.stage.url, "snap_url": f"{made.stage.url}/snap/v1"}
        given = {
            **settings.GATEWAYS["midtrans"]["OPTIONS"],
            "server_key": KEY,
            "merchant_id": MERCHANT,
            **where,
            **options,
        }
        with override_settings(
            GATEWAYS={**settings.GATEWAYS, "midtrans": {**settings.GATEWAYS["midtrans"], "OPTIONS": given}}
        ):
            yield made
