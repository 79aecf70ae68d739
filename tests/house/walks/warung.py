"""The operator's pages about the smart warungs."""

from market.order.models import Order
from market.warung.devices import pairing
from market.warung.models import Deposit, Shift, Staff
from market.warung.texting import drafts
from tests.house.screens import Walk
from tests.village import Cast

DESK = "/desa/kelola/toko-smart/"


def go(walk: Walk, cast: Cast, order: Order) -> None:
    lurah = walk.browser()
    lurah.force_login(next(person for key, person in cast.people.items() if "lurah" in key))
    warung = cast.warungs["warung-krandegan"]
    clerk = Staff.objects.filter(warung=warung).order_by("pk").first()
    paired = pairing.pair(pairing.make_code(warung, None).code, model="Tab", os="Android 9", app_version="1.0")
    code = pairing.make_code(warung, None)
    shift = Shift.objects.create(
        pk=paired.device.pk, warung=warung, device=paired.device, opened_by=clerk, opened_at=paired.device.paired_at,
        float_rupiah=100_000,
    )  # fmt: skip
    deposit = Deposit.objects.create(pk=shift.pk, warung=warung, made_by=clerk, amount_rupiah=50_000, to="BUMDes")
    for number, words in enumerate(("PESAN 1 1 KRAJAN", f"PESAN {order.lines.first().product_id} 1 KRAJAN")):
        drafts.receive(warung, f"M{number}", "+6281300000077", words)
    pages = {
        "list": "", "one": f"{warung.pk}/", "code": f"{warung.pk}/kode/{code.pk}/", "person": f"petugas/{clerk.pk}/",
        "revoke": f"tablet/{paired.device.pk}/cabut/", "shifts": "giliran/", "deposits": "setoran/",
        "deposit": f"setoran/{deposit.pk}/", "leases": "jatah/", "commission": "komisi/", "texts": "sms/?semua=1",
        "codes": f"{warung.pk}/daftar-kode/",
    }  # fmt: skip
    for name, path in pages.items():
        walk.keep(f"warungs {name}", lurah.get(DESK + path))
