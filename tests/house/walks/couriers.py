"""The couriers themselves, as the operator sees them."""

from django.utils import timezone

from market.shipping.asking import circuit
from market.shipping.models import PlaceCode, Shipment
from tests.house.screens import Walk
from tests.village import Cast

KELOLA = "/desa/kelola/kurir"


def go(walk: Walk, cast: Cast, order: object) -> None:
    lurah = walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    walk.keep("couriers", lurah.get(f"{KELOLA}/"))
    walk.keep("places all known", lurah.get(f"{KELOLA}/tempat/"))
    for _ in range(circuit.FAILURES_TO_OPEN):
        circuit.note("jne", "rates", answered=False, error="unreachable: HTTP 503")
    row = PlaceCode.objects.create(
        courier_code="jne", end="destination", place="33.06.09.2001", label="Loano, Kab. Purworejo, Jawa Tengah"
    )
    parcel = Shipment.objects.filter(courier_code="jne").first()
    if parcel:
        parcel.events.create(occurred_at=timezone.now(), code="Q77", text="Q77", text_digest="walk", progress="unknown")
        wish = {"courier": "jne", "code": "Q77", "progress": "on_hold"}
        walk.keep("code sure", lurah.post(f"{KELOLA}/kode/", wish))
    walk.keep("couriers in trouble", lurah.get(f"{KELOLA}/"))
    walk.keep("places", lurah.get(f"{KELOLA}/tempat/"))
    walk.keep("place", lurah.get(f"{KELOLA}/tempat/{row.pk}/?q=entah"))
    walk.keep("place wrong", lurah.post(f"{KELOLA}/tempat/{row.pk}/", {"code": "<>"}), 422)
    walk.keep("place sure", lurah.post(f"{KELOLA}/tempat/{row.pk}/", {"code": "AAA10800"}))
    circuit.close("jne", "rates")
