"""Promises of postage, parcels under way, and what the couriers said of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PlaceCode(models.Model):
    """A courier's own code for one of our villages, districts or regencies. An empty `code` waits for a person.

    `code` is theirs, `place` the official one. Origins and destinations may have different lists (`end`).
    """

    courier_code = models.CharField(max_length=20)
    end = models.CharField(max_length=11, choices=[("origin", _("asal")), ("destination", _("tujuan"))])
    place = models.CharField(max_length=13)
    code = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["courier_code", "end", "place"], name="place_code_once")]

    def __str__(self) -> str:
        return f"{self.courier_code} {self.place} = {self.code}"


class CourierWord(models.Model):
    """What a person said that a courier's code of tracking means: ours beside theirs, over the adapter's own table."""

    courier_code = models.CharField(max_length=20)
    code = models.CharField(max_length=30)
    progress = models.CharField(max_length=20)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["courier_code", "code"], name="courier_word_once")]

    def __str__(self) -> str:
        return f"{self.courier_code} {self.code} = {self.progress}"


class Tariff(models.Model):
    """The operator's stored tariff: the answer when no courier answers, marked "perkiraan" on screen."""

    class Distance(models.TextChoices):
        DISTRICT = "district", _("sekecamatan")
        REGENCY = "regency", _("sekabupaten")
        PROVINCE = "province", _("seprovinsi")
        ISLAND = "island", _("sepulau")
        COUNTRY = "country", _("antarpulau")

    distance = models.CharField(max_length=10, choices=Distance.choices, unique=True)
    first_kg_rupiah = models.PositiveIntegerField()
    next_kg_rupiah = models.PositiveIntegerField()
    days_from = models.PositiveSmallIntegerField()
    days_to = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.get_distance_display()


class Quote(models.Model):
    """A courier's rate that we stored and promise until `expires_at`.

    `fingerprint` is a digest of what decides the price (origin, destination, grams, size, value), so the same question
    inside the quote's life is answered without a call. Shared by everybody who asks the same.
    """

    reference = models.CharField(max_length=32, unique=True)
    fingerprint = models.CharField(max_length=64)
    partner = models.ForeignKey("partner.Partner", on_delete=models.CASCADE, related_name="+")
    destination = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    postcode = models.CharField(max_length=5, blank=True)
    courier_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=30)
    service_name = models.CharField(max_length=60)
    amount_rupiah = models.PositiveIntegerField()
    billable_grams = models.PositiveIntegerField()
    days_from = models.PositiveSmallIntegerField(null=True, blank=True)
    days_to = models.PositiveSmallIntegerField(null=True, blank=True)
    estimated = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["fingerprint", "-expires_at"], name="quote_by_fingerprint")]

    def __str__(self) -> str:
        return f"{self.courier_code} {self.service_code} {self.amount_rupiah}"


class Shipment(models.Model):
    """One SellerOrder's carriage with one courier. `state` is ours, `progress` is the courier's.

    `reference` is what we tell the courier: at most 20 upper-case letters and digits, new for every try that may make a
    new booking. The row is written before the courier is called, so that a parcel is booked never twice and never lost.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Menunggu dipesankan")
        BOOKING = "booking", _("Sedang dipesankan")
        BOOKED = "booked", _("Terpesan")
        UNCLEAR = "unclear", _("Belum jelas")
        FAILED = "failed", _("Gagal")
        VOID = "void", _("Dibatalkan")

    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, related_name="shipments")
    number = models.CharField(max_length=32, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    courier_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=30)
    service_name = models.CharField(max_length=60)
    collection = models.CharField(max_length=10, choices=[("pickup", _("Dijemput")), ("drop_off", _("Antar sendiri"))])
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    progress = models.CharField(max_length=20, default="pending")
    awb = models.CharField(max_length=40, blank=True)
    provider_order_id = models.CharField(max_length=60, blank=True)
    weight_grams = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    goods_rupiah = models.PositiveBigIntegerField()
    quoted_rupiah = models.PositiveBigIntegerField()
    billed_rupiah = models.PositiveBigIntegerField(null=True, blank=True)
    cod_rupiah = models.PositiveBigIntegerField(default=0)
    requested_at = models.DateTimeField(auto_now_add=True)
    booking_at = models.DateTimeField(null=True, blank=True)  # when the call that is under way was begun
    booked_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    raw = models.JSONField(default=dict, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # when the progress last changed, by the courier's time
    looked_at = models.DateTimeField(null=True, blank=True)  # when a person last dealt with it, and what they wrote
    note = models.CharField(max_length=200, blank=True)
    wish = models.JSONField(default=dict, blank=True)  # the carriage to ask for once this one is called off
    pickup = models.ForeignKey("Pickup", on_delete=models.PROTECT, null=True, blank=True, related_name="shipments")
    pickup_share_rupiah = models.PositiveIntegerField(default=0)
    back_at = models.DateTimeField(null=True, blank=True)  # when the seller had a returned parcel in hand

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller_order"],
                condition=~Q(state__in=["failed", "void"]),
                name="one_live_shipment_per_seller_order",
            ),
            models.UniqueConstraint(fields=["courier_code", "awb"], condition=~Q(awb=""), name="awb_once"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=~Q(next_try_at=None), name="shipments_to_book"),
            models.Index(fields=["next_poll_at"], condition=~Q(next_poll_at=None), name="shipments_to_poll"),
        ]

    def __str__(self) -> str:
        return self.awb or self.number


class TrackingEvent(models.Model):
    """One dated fact from a courier: their code and (redacted) words, our progress beside them. Added, never edited,
    except that a person may say what an unknown code means (words.py)."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="events")
    occurred_at = models.DateTimeField()
    code = models.CharField(max_length=30, blank=True)
    text = models.CharField(max_length=300, blank=True)
    text_digest = models.CharField(max_length=32)
    progress = models.CharField(max_length=20)
    reason = models.CharField(max_length=30, blank=True)
    location = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, default="poll")
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-occurred_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "occurred_at", "code", "text_digest"], name="tracking_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_at:%Y-%m-%d %H:%M} {self.text}"


from oscar.apps.shipping.models import *  # noqa: E402, F403  # noqa: E402, F403

from market.shipping.local.models import (  # noqa: E402, F401
    ClosedDay,
    CollectionPoint,
    Driver,
    LocalDelivery,
    PickupHours,
    Switch,
    Zone,
)
from market.shipping.paper.models import (  # noqa: E402, F401
    BillLine,
    CourierBill,
    Pickup,
    Remittance,
    RemittanceLine,
)
