"""`relay`: a sealed packet, handed in by anybody's phone without a login."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from market.warung.api import answers
from market.warung.api.doors import Door, UploadsOfADevice, read, refusals, server_time
from market.warung.relay.handing import hand_in
from market.warung.relay.sealing import Packet

PART = 400


class PacketBody(serializers.Serializer[Any]):
    """As market/warung/relay/sealing.py and docs/warung-api.md say; all base64."""

    v = serializers.IntegerField(min_value=1, max_value=1, default=1)
    device = serializers.CharField(max_length=PART)
    ephemeral = serializers.CharField(max_length=PART)
    iv = serializers.CharField(max_length=PART)
    sealed = serializers.CharField(max_length=1_000_000)
    signature = serializers.CharField(max_length=PART)


class Relay(Door):
    """The same results as `operations`, credited to the tablet that made them."""

    authentication_classes: ClassVar[Any] = []
    throttle_classes: ClassVar[Any] = [UploadsOfADevice]
    throttle_name = "relay"
    takes_old_apps = True

    @extend_schema(
        operation_id="relay", tags=["sync"], request=PacketBody,
        responses={200: answers.ResultsShape, **refusals(400, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = read(PacketBody, request.data)
        given.pop("v")
        return Response({"results": hand_in(Packet(**given)), "server_time": server_time()})
