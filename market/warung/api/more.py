"""The shapes of what needs signal at this moment."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from market.warung.counter.shapes import MAX_ID, MOST_LINES, MOST_STEPS, VILLAGE

Shape = serializers.Serializer[Any]


class QuoteLineShape(Shape):
    product = serializers.IntegerField(min_value=1, max_value=MAX_ID)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_STEPS)


class DestinationShape(Shape):
    village_code = serializers.RegexField(VILLAGE, required=False, allow_null=True, default=None)
    postal_code = serializers.RegexField(r"^[0-9]{5}\Z", required=False, allow_null=True, allow_blank=True, default="")
    warung = serializers.IntegerField(required=False, allow_null=True, default=None, help_text="to this warung")


class QuotesBody(Shape):
    lines = QuoteLineShape(many=True, allow_empty=False, max_length=MOST_LINES)
    destination = DestinationShape()


class RateShape(Shape):
    quote = serializers.CharField(help_text="what `order.create` names")
    courier = serializers.CharField()
    service = serializers.CharField()
    name = serializers.CharField()
    amount = serializers.IntegerField()
    expires_at = serializers.DateTimeField()
    estimate = serializers.BooleanField(help_text="a stored tariff answers for a silent courier")
    days_from = serializers.IntegerField(allow_null=True)
    days_to = serializers.IntegerField(allow_null=True)


class SellerNameShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()


class SellerRatesShape(Shape):
    seller = SellerNameShape()
    rates = RateShape(many=True)
    messages = serializers.ListField(child=serializers.CharField())


class QuotesShape(Shape):
    sellers = SellerRatesShape(many=True)


class PaymentBody(Shape):
    method = serializers.RegexField(r"^[a-z0-9_]{1,30}\Z", help_text="`qris`, `va_bri`, …, `cash_code`")


class PaymentShape(Shape):
    method = serializers.CharField()
    state = serializers.CharField(help_text="`waiting`, or how the attempt ended")
    paid = serializers.BooleanField()
    amount = serializers.IntegerField()
    qr_string = serializers.CharField(allow_blank=True, help_text="to be shown as a QR")
    pay_url = serializers.CharField(allow_blank=True)
    va_number = serializers.CharField(allow_blank=True)
    pay_code = serializers.CharField(allow_blank=True, help_text="to be said at a counter")
    pay_by = serializers.DateTimeField()


class LeaseBody(Shape):
    id = serializers.UUIDField()
    product = serializers.IntegerField(min_value=1, max_value=MAX_ID)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_STEPS)
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)


class LeaseShape(Shape):
    id = serializers.UUIDField()
    product = serializers.IntegerField()
    quantity = serializers.IntegerField()
    left = serializers.IntegerField()
    until = serializers.DateTimeField()


class PhotoBody(Shape):
    photo = serializers.FileField(max_length=200, allow_empty_file=False)
    id = serializers.UUIDField(required=False, allow_null=True, default=None)


class SizeShape(Shape):
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class PhotoShape(Shape):
    id = serializers.UUIDField()
    sizes = SizeShape(many=True)


class ClaimPartShape(Shape):
    seller = serializers.CharField()
    state = serializers.CharField()
    state_name = serializers.CharField()
    at_warung = serializers.BooleanField()


class ClaimShape(Shape):
    claim_code = serializers.CharField()
    number = serializers.CharField(allow_null=True)
    state = serializers.CharField()
    status = serializers.CharField()
    paid = serializers.BooleanField()
    total = serializers.IntegerField()
    warung = serializers.CharField()
    made_at = serializers.DateTimeField()
    parts = ClaimPartShape(many=True)


class PinBody(Shape):
    pin = serializers.RegexField(r"^[0-9]{4,8}\Z")


class PinShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()


class CardBody(Shape):
    number = serializers.CharField(max_length=40, help_text="as the reader types it; kept nowhere")
    pin = serializers.RegexField(r"^[0-9]{4,8}\Z")


class NewCardBody(CardBody):
    again = serializers.CharField(max_length=40, help_text="the same card, tapped a second time")
    name = serializers.CharField(max_length=60)
    phone = serializers.CharField(max_length=25, required=False, allow_blank=True, default="")
    staff = serializers.IntegerField(min_value=1, max_value=MAX_ID, required=False, allow_null=True, default=None)


class CardShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
