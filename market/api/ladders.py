"""The price ladder of one order, for whoever has its secret link: the same rungs as on the order page (BY-26)."""

from typing import Any

from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from market.api.serializers import Shape
from market.api.views import MISSING, Door
from market.core.money import to_rupiah
from market.lifecycle import ladder
from market.order.models import Order, SellerOrder


class RungSerializer(Shape):
    kind = serializers.ChoiceField(["seller", "courier", "house", "other"])
    to = serializers.CharField(help_text="who gets it")
    why = serializers.CharField()
    amount_rupiah = serializers.IntegerField()


class LadderSerializer(Shape):
    number = serializers.CharField()
    total_rupiah = serializers.IntegerField(help_text="what the buyer pays: the sum of all rungs")
    rungs = RungSerializer(many=True)


class Ladder(Door):
    """Where the money of an order goes, rupiah by rupiah. The link is the key, so no cache may keep the answer."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.pop("Cache-Control", None)
        patch_cache_control(response, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        return response

    @extend_schema(operation_id="orders_ladder", tags=["orders"], responses={200: LadderSerializer, **MISSING})
    def get(self, request: Request, number: str, secret: str) -> Response:
        order = Order.objects.filter(number=number).first()
        if order is None or not constant_time_compare(order.secret, secret):
            raise NotFound
        parts = SellerOrder.objects.filter(order=order).select_related("partner").order_by("number")
        total = to_rupiah(order.total_incl_tax)
        found = {"number": order.number, "total_rupiah": total, "rungs": ladder.of_order(parts, total)}
        return Response(LadderSerializer(found).data)
