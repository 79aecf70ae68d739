"""The chart of accounts: every title that money may stand under, and who owns a part of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    ASSET = "asset"  # what we have or are owed: grows by debit
    LIABILITY = "liability"  # what we owe: grows by credit, never falls below zero
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def sign(self) -> int:
        """What turns a signed balance into the figure that an accountant reads."""
        return 1 if self in (Kind.ASSET, Kind.EXPENSE) else -1


@dataclass(frozen=True, slots=True)
class Ref:
    """One account: a title, and whose part of it."""

    title: "Title"
    owner: str = ""

    @property
    def code(self) -> str:
        return f"{self.title.number}/{self.owner}" if self.owner else self.title.number


@dataclass(frozen=True, slots=True)
class Title:
    """One line of the chart. `owned_by` says what the owner is: a partner's id, a gateway's code, or nobody."""

    number: str
    name: str
    kind: Kind
    label: str | Promise
    owned_by: str = ""

    def of(self, owner: object = "") -> Ref:
        """The account of that owner; ValueError when an owner is missing or too much."""
        if bool(str(owner)) != bool(self.owned_by):
            raise ValueError(f"{self.name} belongs to {self.owned_by or 'nobody'}, not to {owner!r}")
        return Ref(self, str(owner))


BANK = Title("1010", "bank", Kind.ASSET, _("Rekening bank"))
BUMDES_CASH = Title("1020", "bumdes_cash", Kind.ASSET, _("Kas BUMDes"))
GATEWAY_RECEIVABLE = Title("1110", "gateway_receivable", Kind.ASSET, _("Piutang gerbang pembayaran"), "gateway")
TILL = Title("1210", "till", Kind.ASSET, _("Kas toko smart"), "warung")
CASH_UNDER_WAY = Title("1220", "cash_under_way", Kind.ASSET, _("Setoran dalam perjalanan"), "warung")
KASBON = Title("1230", "kasbon", Kind.ASSET, _("Kasbon tetangga"), "warung")
SELLER_RECEIVABLE = Title("1310", "seller_receivable", Kind.ASSET, _("Tagihan ke penjual"), "partner")

SELLER_HELD = Title("2110", "seller_held", Kind.LIABILITY, _("Ditahan untuk penjual"), "partner")
POSTAGE_PAYABLE = Title("2120", "postage_payable", Kind.LIABILITY, _("Ongkir titipan pembeli"))
UNMATCHED_PAYMENTS = Title("2130", "unmatched_payments", Kind.LIABILITY, _("Pembayaran belum jelas"))
COMMISSION_DEFERRED = Title("2140", "commission_deferred", Kind.LIABILITY, _("Komisi belum menjadi hak"))
HELD_CASH = Title("2150", "held_cash", Kind.LIABILITY, _("Uang titipan di toko smart"), "warung")
BUYER_CREDIT = Title("2160", "buyer_credit", Kind.LIABILITY, _("Kelebihan bayar pembeli"))
SELLER_AVAILABLE = Title("2210", "seller_available", Kind.LIABILITY, _("Siap dicairkan penjual"), "partner")
SELLER_IN_TRANSIT = Title("2220", "seller_in_transit", Kind.LIABILITY, _("Sedang dikirim ke penjual"), "partner")
COURIER_PAYABLE = Title("2310", "courier_payable", Kind.LIABILITY, _("Utang ke kurir"), "courier")
REFUND_PAYABLE = Title("2320", "refund_payable", Kind.LIABILITY, _("Harus dikembalikan ke pembeli"))

COMMISSION_INCOME = Title("4110", "commission_income", Kind.INCOME, _("Pendapatan komisi"))
POSTAGE_VARIANCE = Title("4210", "postage_variance", Kind.INCOME, _("Selisih ongkir"))
ROUNDING = Title("4220", "rounding", Kind.INCOME, _("Selisih pembulatan"))

GATEWAY_FEES = Title("5110", "gateway_fees", Kind.EXPENSE, _("Biaya gerbang pembayaran"))
LOSSES = Title("5210", "losses", Kind.EXPENSE, _("Kerugian dan sengketa"))
TILL_DIFFERENCES = Title("5220", "till_differences", Kind.EXPENSE, _("Selisih kas toko smart"))

CHART = (
    BANK,
    BUMDES_CASH,
    GATEWAY_RECEIVABLE,
    TILL,
    SELLER_RECEIVABLE,
    CASH_UNDER_WAY,
    KASBON,
    SELLER_HELD,
    POSTAGE_PAYABLE,
    UNMATCHED_PAYMENTS,
    COMMISSION_DEFERRED,
    HELD_CASH,
    BUYER_CREDIT,
    SELLER_AVAILABLE,
    SELLER_IN_TRANSIT,
    COURIER_PAYABLE,
    REFUND_PAYABLE,
    COMMISSION_INCOME,
    POSTAGE_VARIANCE,
    ROUNDING,
    GATEWAY_FEES,
    LOSSES,
    TILL_DIFFERENCES,
)
BY_NAME = {title.name: title for title in CHART}
SELLER_TITLES = (SELLER_HELD, SELLER_AVAILABLE, SELLER_IN_TRANSIT)
