"""What all calls share: who calls, what its profile allows, how often, and how a mistake is told."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from market.warung.api import bodies, problems
from market.warung.api.answers import WarungProblemSerializer
from market.warung.api.authentication import DeviceAuthentication
from market.warung.api.problems import TooOld
from market.warung.devices import profiles
from market.warung.models import Device, Warung

Body = TypeVar("Body", bound="Serializer[Any]")


class CallsOfADevice(SimpleRateThrottle):
    """By tablet, else by address. Uploads are counted apart and get the last, not the first, refusal (WR-41)."""

    scope = "warung"

    def get_rate(self) -> str:
        return str(settings.WARUNG_CALLS)

    def get_cache_key(self, request: Request, view: Any) -> str:
        device = request.auth
        who = str(device.pk) if isinstance(device, Device) else self.get_ident(request)
        return f"warung-calls:{view.throttle_name}:{who}"


class UploadsOfADevice(CallsOfADevice):
    def get_rate(self) -> str:
        return str(settings.WARUNG_UPLOADS)


class Door(APIView):
    """One call. `call` is its name in the profiles; calls without one are open to nobody in particular."""

    authentication_classes: ClassVar[Any] = [DeviceAuthentication]
    throttle_classes: ClassVar[Any] = [CallsOfADevice]
    parser_classes: ClassVar[Any] = [bodies.PackedJSON]
    throttle_name = "call"
    call: ClassVar[str] = ""
    takes_old_apps: ClassVar[bool] = False

    def get_exception_handler(self) -> Any:
        return problems.handle

    def check_permissions(self, request: Request) -> None:
        """Who calls, and whether its profile has this call; what it has not is not there."""
        if not self.call:
            return
        if not isinstance(request.auth, Device):
            raise NotAuthenticated
        if self.call not in profiles.of(request.auth).calls:
            raise NotFound

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        device = request.auth
        if isinstance(device, Device) and not self.takes_old_apps and is_too_old(device.app_version):
            raise TooOld(_("Aplikasi di tablet ini sudah terlalu lama. Perbarui dulu; pesanan tetap bisa dikirim."))

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.setdefault("Cache-Control", "no-store")
        return response


def is_too_old(app_version: str) -> bool:
    known = bodies.version(app_version)
    return bool(known) and known < bodies.min_version()


def read(shape: type[Body], given: Any) -> dict[str, Any]:
    """What was sent, checked; `ValidationError` names each mistake."""
    checked = shape(data=given)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def show_warung(warung: Warung) -> dict[str, Any]:
    return {"id": warung.pk, "name": warung.name, "village_code": warung.village_id}


def server_time() -> str:
    return timezone.localtime().isoformat()


def refusals(*statuses: int) -> dict[Any, Any]:
    """How the description tells what a call may refuse."""
    return {(one, problems.CONTENT_TYPE): WarungProblemSerializer for one in (401, 426, 429, 503, *statuses)}
