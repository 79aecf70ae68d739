"""Bank accounts of sellers: change, confirm by another way, ask the bank for the name, and why one must wait."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.dates import short_moment
from market.core.errors import RuleBroken
from market.partner.models import Partner
from market.payments.payouts.banks import BANKS, length_of
from market.payments.payouts.models import BankAccount
from market.payments.payouts.registry import payout_gateway
from market.users.models import User

TITLES = {
    "h",
    "hj",
    "haji",
    "hajah",
    "ibu",
    "bu",
    "bapak",
    "pak",
    "bp",
    "sdr",
    "sdri",
    "dr",
    "drs",
    "ir",
    "se",
    "sh",
    "spd",
}


def account_of(partner: Partner) -> BankAccount | None:
    """Where this seller's money goes now. One query."""
    return BankAccount.objects.filter(partner=partner, ended_at=None).first()


def accounts_of(partner_ids: Iterable[int]) -> dict[int, BankAccount]:
    """The present accounts by Partner id. One query."""
    rows = BankAccount.objects.filter(partner_id__in=list(partner_ids), ended_at=None)
    return {row.partner_id: row for row in rows}


def change(partner: Partner, *, bank_code: str, account_number: str, holder_name: str, by: User) -> BankAccount:
    """Let the seller's money go elsewhere from now on; the same account again changes nothing. A change waits
    (`BankAccount.held_until`). `RuleBroken` when the number cannot be one of that bank."""
    number = checked_number(bank_code, account_number)
    name = " ".join(holder_name.split())
    with transaction.atomic():
        Partner.objects.select_for_update().get(pk=partner.pk)
        now = account_of(partner)
        if now and (now.bank_code, now.account_number, now.holder_name) == (bank_code, number, name):
            return now
        BankAccount.objects.filter(partner=partner, ended_at=None).update(ended_at=timezone.now())
        return BankAccount.objects.create(
            partner=partner, bank_code=bank_code, account_number=number, holder_name=name, made_by=by
        )


def checked_number(bank_code: str, typed: str) -> str:
    """Only digits, as many as that bank writes; `RuleBroken` says which."""
    number = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", typed))
    fewest, most = length_of(bank_code)
    if bank_code not in BANKS:
        raise RuleBroken(_("Pilih bank dari daftar."), code="bank")
    if not (number.isascii() and number.isdigit()):
        raise RuleBroken(_("Nomor rekening hanya berisi angka."), code="digits")
    if not fewest <= len(number) <= most:
        words = _("Nomor rekening %(bank)s berisi %(fewest)s sampai %(most)s angka; yang ditulis %(count)s angka.")
        shown = {"bank": BANKS[bank_code], "fewest": fewest, "most": most, "count": len(number)}
        raise RuleBroken(words % shown, code="length")
    return number


def confirm(account: BankAccount, *, by: User, how: str) -> bool:
    """Somebody asked the seller by another way. Not by whoever changed it; False when it was confirmed before."""
    if account.made_by_id == by.pk or account.partner.users.filter(pk=by.pk).exists():
        raise RuleBroken(_("Rekening dikonfirmasi oleh orang lain, bukan oleh penjual sendiri."), code="own")
    rows = BankAccount.objects.filter(pk=account.pk, confirmed_at=None, ended_at=None)
    return bool(rows.update(confirmed_at=timezone.now(), confirmed_by=by, confirmed_how=how[:120]))


def ask_bank(account: BankAccount, channel: str) -> str:
    """The holder's name as the bank tells it, kept beside ours. Calls outside; raises what the gateway raises."""
    name = payout_gateway(channel).holder_of(account.bank_code, account.account_number)
    BankAccount.objects.filter(pk=account.pk).update(bank_says=name, bank_asked_at=timezone.now())
    return name


def why_held(account: BankAccount | None) -> str:
    """Why no money may go there now, in words; empty when it may."""
    if account is None:
        return _("Belum ada rekening.")
    if account.confirmed_at:
        return ""
    if account.bank_says and not is_same_person(account.bank_says, account.holder_name):
        return _("Nama di bank berbeda: %(name)s.") % {"name": account.bank_says}
    if until := account.held_until:
        words = _("Rekening baru diubah; ditahan sampai %(until)s kecuali dikonfirmasi lewat jalan lain.")
        return words % {"until": short_moment(until, account.partner.village_id or "")}
    return ""


def is_same_person(one: str, other: str) -> bool:
    """Whether two spellings of a name may be one person: titles and order aside, one holds the other's words."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def digest(account: BankAccount) -> str:
    """A fingerprint of where the money goes; another one means that somebody changed it."""
    return hashlib.sha256(f"{account.bank_code}|{account.account_number}|{account.holder_name}".encode()).hexdigest()


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall(r"[a-z]+", plain) if word not in TITLES}
