"""Taking a person out of our rows (BY-27, TL-10): name, phone, street and words go, the books and the counts stay."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from market.address.models import UserAddress
from market.basket.models import Basket
from market.catalogue import photos
from market.communication.models import Message
from market.core.errors import RuleBroken
from market.lifecycle.rows import ENDED
from market.order.models import Complaint, Order, Review, SellerOrder, ShippingAddress
from market.users.models import User
from sellers.models import Consent

GONE = "–"  # what stands where a name stood
LIMIT = 200


class StillOpen(RuleBroken):
    """An order, a complaint or a role still needs the person."""

    code = "still_open"


def orders_of(user: User) -> QuerySet[Order]:
    """Placed while signed in, or with the phone number that this person has proven."""
    mine = Q(user=user)
    if user.phone and user.phone_verified_at:
        mine |= Q(buyer_phone=user.phone)
    return Order.objects.filter(mine).order_by("-date_placed")


def erase(user: User) -> int:
    """End the account and take the person out of their orders; how many orders. May be repeated.

    `StillOpen` while an order is under way, a complaint is open, or the person sells or works here.
    """
    if user.partners.exists() or user.roles.exists() or user.is_staff:
        raise StillOpen(_("Akun penjual dan petugas ditutup lewat petugas desa."))
    with transaction.atomic():
        orders = list(orders_of(user).select_for_update(of=("self",)))
        ids = [one.pk for one in orders]
        if SellerOrder.objects.filter(order__in=ids).exclude(state__in=ENDED).exists():
            raise StillOpen(_("Masih ada pesanan yang berjalan. Hapus akun sesudah semuanya selesai."))
        if Complaint.objects.filter(seller_order__order__in=ids, state=Complaint.State.OPEN).exists():
            raise StillOpen(_("Masih ada keluhan yang terbuka. Hapus akun sesudah selesai."))
        forget(orders)
        Review.objects.filter(line__order__in=ids).update(words="")
        UserAddress.objects.filter(user=user).delete()
        Basket.objects.filter(owner=user).update(owner=None)
        phone = user.phone or ""
        Consent.objects.filter(phone=phone, withdrawn_at=None).update(withdrawn_at=timezone.now())
        user.username, user.phone, user.first_name, user.last_name = f"hapus-{user.pk}", None, GONE, ""
        user.email, user.is_active = "", False
        user.set_unusable_password()
        user.save()
    return len(orders)


def forget(orders: Iterable[Order]) -> None:
    """Take the buyer out of these orders. Village and postcode stay, for counting; money is not touched."""
    ids = [one.pk for one in orders]
    Order.objects.filter(pk__in=ids).update(buyer_name=GONE, buyer_phone="", guest_email="")
    addresses = ShippingAddress.objects.filter(order__in=ids)
    nothing: dict[str, Any] = {"latitude": None, "longitude": None, "phone_number": "", "first_name": GONE}
    gone = ("last_name", "line2", "dusun", "rt", "rw", "landmark", "notes", "search_text")
    addresses.update(line1=GONE, **nothing, **dict.fromkeys(gone, ""))
    Message.objects.filter(order__in=ids, audience=Message.Audience.BUYER).update(phone="", email="")
    Message.objects.filter(order__in=ids, kind__startswith="complaint").update(text=GONE)
    Review.objects.filter(line__order__in=ids).update(name=_("Pembeli"))
    for complaint in Complaint.objects.filter(seller_order__order__in=ids):
        for kept in complaint.photos:
            photos.forget(kept)
        Complaint.objects.filter(pk=complaint.pk).update(words=GONE, photos=[])


def old_guest_orders(limit: int = LIMIT) -> list[Order]:
    """Orders of guests that ended longer ago than `GUEST_ADDRESS_DAYS` and still name somebody."""
    before = timezone.now() - timedelta(days=settings.GUEST_ADDRESS_DAYS)
    rows = Order.objects.filter(user=None, date_placed__lt=before).exclude(buyer_phone="")
    busy = SellerOrder.objects.exclude(state__in=ENDED).values("order_id")
    argued = Complaint.objects.filter(state=Complaint.State.OPEN).values("seller_order__order_id")
    return list(rows.exclude(pk__in=busy).exclude(pk__in=argued).order_by("pk")[:limit])


def retire() -> int:
    """The nightly job: how many orders were taken care of. May be repeated."""
    done = 0
    while found := old_guest_orders():
        with transaction.atomic():
            forget(found)
        done += len(found)
    return done
