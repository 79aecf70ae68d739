"""The money's pages: fee rules, payouts, the cash book, and the seller's statement."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from market.order.models import FeeRule
from market.payments.models import PayoutBatch
from market.payments.payouts import accounts
from market.users.models import User
from tests.house.screens import Walk
from tests.market.lifecycle.payday import NIA, earned, treasurer
from tests.market.lifecycle.payday import bambang as pak_bambang
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    nia, bambang = (walk.browser() for _who in range(2))
    maker, checker = treasurer(), pak_bambang()
    nia.force_login(maker)
    bambang.force_login(checker)
    _fees(walk, cast, nia)
    _payouts(walk, cast, nia, bambang)


def _payouts(walk: Walk, cast: Cast, nia: Client, bambang: Client) -> None:
    sari, joko = cast.sellers["sari"], cast.sellers["joko"]
    owner = sari.users.first()
    seller = walk.browser()
    seller.force_login(owner)
    page = "/penjual/uang/rekening/"
    walk.keep("bank empty", seller.get(page))
    walk.keep("bank wrong", seller.post(page, {"bank_code": "bca", "account_number": "12", "holder_name": "1"}), 422)
    account = accounts.change(sari, bank_code="bri", account_number="1" * 15, holder_name="Sari Wulandari", by=owner)
    walk.keep("bank", seller.get(page))
    for partner in (sari, joko):
        earned(partner)
    walk.keep("bank accounts", nia.get("/desa/kelola/pencairan/rekening/"))
    walk.keep("nobody to pay", nia.get("/desa/kelola/pencairan/"))
    accounts.confirm(account, by=User.objects.get(phone=NIA), how="telepon")
    walk.keep("no bank accounts", nia.get("/desa/kelola/pencairan/rekening/"))
    made = nia.post("/desa/kelola/pencairan/", {"partner": [sari.pk], "channel": "bank_file"}, follow=True)
    walk.keep("payout batch, mine", made)
    batch = PayoutBatch.objects.get()
    address = f"/desa/kelola/pencairan/{batch.number}/"
    walk.keep("payout batch, to check", bambang.get(address))
    walk.keep("payout batch, checked", bambang.post(f"{address}putuskan/", {"verb": "check"}, follow=True))
    payout = {"payout": batch.payouts.get().number}
    walk.keep("payout arrived", bambang.post(f"{address}putuskan/", {"verb": "arrived", **payout}, follow=True))
    walk.keep("payout returned", bambang.post(f"{address}putuskan/", {"verb": "returned", **payout}, follow=True))
    walk.keep("payouts", nia.get("/desa/kelola/pencairan/"))
    walk.keep("cash book", nia.get("/desa/kelola/buku/"))
    walk.keep("cash book empty", nia.get("/desa/kelola/buku/?bulan=2020-01&akun=till"))
    walk.keep("trial balance", nia.get("/desa/kelola/buku/neraca/"))
    walk.keep("money of a period", seller.get("/penjual/uang/?dari=2020-01-01&sampai=x"))


def _fees(walk: Walk, cast: Cast, nia: Client) -> None:
    walk.keep("fees empty", nia.get("/desa/kelola/biaya/"))
    today = timezone.localdate()
    for days, about in (
        (-9, {}),
        (3, {"partner": cast.sellers["sari"]}),
        (-3, {"village": cast.sellers["joko"].village}),
    ):
        from_on = today + timedelta(days=days)
        FeeRule.objects.create(name="Bagian BUMDes", basis_points=450, from_on=from_on, **about)
    FeeRule.objects.create(name="Bagian BUMDes", basis_points=1, from_on=today, called_off_at=timezone.now())
    walk.keep("fees", nia.get("/desa/kelola/biaya/"))
    walk.keep("fees wrong", nia.post("/desa/kelola/biaya/", {"percent": "banyak"}), 422)
