"""`devices/…`: pairing, who am I, a new token, good-bye."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from market.warung.api import answers, bodies
from market.warung.api.doors import Door, read, refusals, server_time, show_warung
from market.warung.devices import pairing, profiles
from market.warung.models import Staff

TAGS = ["devices"]


class Pair(Door):
    """Use a pairing code up. The token is told this once."""

    authentication_classes: ClassVar[Any] = []
    throttle_name = "pair"

    @extend_schema(
        operation_id="devices_pair",
        tags=TAGS,
        request=bodies.PairBody,
        responses={201: answers.PairedShape, **refusals(400, 409, 410, 413, 415)},
    )
    def post(self, request: Request) -> Response:
        paired = pairing.pair(**read(bodies.PairBody, request.data))
        body = {
            "token": paired.token,
            "device_id": str(paired.device.pk),
            "warung": show_warung(paired.device.warung),
            "min_app_version": settings.WARUNG_MIN_APP_VERSION,
            "server_time": server_time(),
        }
        return Response(body, status=201)


class Me(Door):
    """The tablet, its warung, who serves there, and what it may do."""

    call = "me"

    @extend_schema(operation_id="devices_me", tags=TAGS, responses={200: answers.MeShape, **refusals()})
    def get(self, request: Request) -> Response:
        device = request.auth
        profile = profiles.of(device)
        crew = Staff.objects.filter(warung=device.warung, left_at=None).order_by("pk")
        return Response(
            {
                "device": {
                    "id": str(device.pk),
                    "model": device.model,
                    "app_version": device.app_version,
                    "paired_at": device.paired_at.isoformat(),
                },
                "warung": show_warung(device.warung),
                "staff": [{"id": one.pk, "name": one.name, "role": one.role} for one in crew],
                "profile": {
                    "name": profile.name,
                    "calls": sorted(profile.calls),
                    "operations": sorted(profile.operations),
                },
                "min_app_version": settings.WARUNG_MIN_APP_VERSION,
                "server_time": server_time(),
            }
        )

    @extend_schema(operation_id="devices_leave", tags=TAGS, request=None, responses={204: None, **refusals()})
    def delete(self, request: Request) -> Response:
        """The tablet goes; its token is dead."""
        pairing.revoke(request.auth)
        return Response(status=204)


class Rotate(Door):
    """A new token; the old one works until the new one is first used."""

    call = "rotate"

    @extend_schema(
        operation_id="devices_rotate", tags=TAGS, request=None, responses={200: answers.TokenShape, **refusals()}
    )
    def post(self, request: Request) -> Response:
        return Response({"token": pairing.rotate(request.auth), "server_time": server_time()})
