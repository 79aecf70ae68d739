"""The shapes of what a tablet says about orders, money and parcels."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from market.core import phones
from market.warung.counter.base import Shape, rupiah_field

MOST_LINES, MOST_STEPS, MAX_ID = 60, 10_000, 2**62
VILLAGE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\Z"


class LineShape(Shape):
    product = serializers.IntegerField(min_value=1, max_value=MAX_ID)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_STEPS)
    price_version = serializers.IntegerField(min_value=0, max_value=MAX_ID, default=0)
    unit_price = rupiah_field()


class BuyerShape(Shape):
    name = serializers.CharField(max_length=100, allow_blank=True, default="")
    phone = serializers.CharField(max_length=30, allow_blank=True, allow_null=True, default="")
    village_code = serializers.RegexField(VILLAGE, required=False, allow_null=True, allow_blank=True, default=None)
    address = serializers.CharField(max_length=255, allow_blank=True, allow_null=True, default="")

    def validate_phone(self, phone: str | None) -> str:
        if not phone:
            return ""
        try:
            return phones.to_e164(phone)
        except ValueError as error:
            raise serializers.ValidationError(_("Nomor HP tidak lengkap atau salah.")) from error


class DeliveryShape(Shape):
    """One of: collect here, taken along at once (`on_the_spot`), or carried for the quotes named."""

    pickup_at_warung = serializers.BooleanField(default=False)
    on_the_spot = serializers.BooleanField(default=False)
    quote = serializers.JSONField(required=False, default=None, help_text="one reference, or one for each seller")
    ojek = serializers.JSONField(required=False, default=None, help_text="a quote's reference, as in `quote`")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        quotes = references(data["quote"]) or references(data["ojek"])
        chosen = [data["pickup_at_warung"], data["on_the_spot"], bool(quotes)]
        if sum(chosen) != 1:
            raise serializers.ValidationError(_("Pilih satu cara: diambil di sini, dibawa sekarang, atau diantar."))
        return {**data, "quotes": quotes}


def references(given: Any) -> list[str]:
    """`"Q…"`, `["Q…"]` and `{"quote": …}` alike."""
    if isinstance(given, dict):
        given = given.get("quote")
    named = [given] if isinstance(given, str) else given
    return [one[:40] for one in named if isinstance(one, str) and one] if isinstance(named, list) else []


class TenderShape(Shape):
    tendered = rupiah_field()


class PaymentShape(Shape):
    """One of `cash`, `kasbon`, `later`."""

    cash = TenderShape(required=False, allow_null=True, default=None)
    kasbon = serializers.BooleanField(default=False)
    later = serializers.BooleanField(default=False)

    def to_internal_value(self, data: Any) -> Any:
        """`{"kasbon": {}}` says the same as `{"kasbon": true}`."""
        if isinstance(data, dict):
            data = {name: True if value == {} and name != "cash" else value for name, value in data.items()}
        return super().to_internal_value(data)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if sum([data["cash"] is not None, data["kasbon"], data["later"]]) != 1:
            raise serializers.ValidationError(_("Pilih satu cara bayar: tunai, kasbon, atau bayar nanti."))
        return data


class OrderShape(Shape):
    lines = LineShape(many=True, allow_empty=False, max_length=MOST_LINES)
    buyer = BuyerShape(default=dict)
    delivery = DeliveryShape()
    payment = PaymentShape()
    note = serializers.CharField(max_length=200, allow_blank=True, allow_null=True, default="")

    def validate_buyer(self, buyer: dict[str, Any]) -> dict[str, Any]:
        return buyer or {"name": "", "phone": "", "village_code": None, "address": ""}


class ResolveShape(Shape):
    order = serializers.CharField(max_length=40, help_text="the order's id, or its number")
    choice = serializers.ChoiceField(["reduce", "swap", "wait", "refund_cash"])
    lines = LineShape(many=True, required=False, max_length=MOST_LINES, default=list)
    tendered = rupiah_field(default=0)


class CancelShape(Shape):
    order = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=200)
    approver = serializers.IntegerField(min_value=1, max_value=MAX_ID, help_text="the second person, whose PIN it took")


class CashShape(Shape):
    pay_code = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    order = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    tendered = rupiah_field()

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if bool(data["pay_code"]) == bool(data["order"]):
            raise serializers.ValidationError(_("Sebutkan kode bayar atau pesanannya."))
        return data


class ReceiveShape(Shape):
    awb = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    code = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if bool(data["awb"]) == bool(data["code"]):
            raise serializers.ValidationError(_("Isi nomor resi atau nomor pesanan."))
        return data


class HandoverShape(Shape):
    claim_code = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    parcel = serializers.IntegerField(min_value=1, max_value=MAX_ID, required=False, allow_null=True, default=None)
    collected_by = serializers.CharField(max_length=100, allow_blank=True, default="")
