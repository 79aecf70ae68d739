"""Postage as a promise: what couriers ask for each seller's parcel, stored, honoured until it expires.

Read from our rows first, then from the cache of answers, then asked over the network, all couriers and sellers at once
(the room asking/). If none answers that might carry a parcel, the operator's stored tariff stands in, marked as such.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from market.address.models import Village
from market.core.errors import QuoteExpired, RuleBroken
from market.core.http import redact
from market.partner.models import PartnerAddress
from market.shipping import places, registry
from market.shipping.asking.answers import answers
from market.shipping.asking.threads import Out, Question, Said
from market.shipping.couriers.base import Parcel, Place, Rate, RateRequest
from market.shipping.couriers.flat import Flat
from market.shipping.couriers.ojek import Collect, Ojek
from market.shipping.local import offers, rules
from market.shipping.local.calendar import calendars_of
from market.shipping.models import Quote
from market.shipping.parcels import Group, parcel_of

RENEW_SHARE = 8  # a promise in the last eighth of its life is renewed rather than shown to one more buyer
NAME_LENGTH = 60
REFERENCE_BYTES = 12


class Near(NamedTuple):
    """The hamlet and the RW of a house, as its people say them: the village's own ojek goes by them."""

    dusun: str = ""
    rw: str = ""


NOWHERE = Near()


def near_of(address: Any) -> Near:
    """Of an address with PlaceFields, saved or not."""
    return Near(address.dusun or "", address.rw or "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A courier that is not offered, and the plain word why."""

    courier_code: str
    out: Out
    text: str


@dataclass(frozen=True)
class SellerQuotes:
    """What the carriage of one seller's parcel costs: cheapest first; empty when nobody goes there."""

    partner: Any
    parcel: Parcel
    quotes: tuple[Quote, ...]
    left_out: tuple[LeftOut, ...] = ()
    pickup: str = ""  # when a courier comes to the seller, in words

    @property
    def is_estimated(self) -> bool:
        return any(quote.estimated for quote in self.quotes)

    @property
    def messages(self) -> list[str]:
        """Plain words for the page."""
        said = [one.text for one in self.left_out]
        if self.is_estimated:
            said.append(_("Ongkos kirim ini perkiraan, karena belum ada kurir yang menjawab."))
        if not self.quotes:
            said.append(_("Belum ada kurir yang melayani kiriman ini."))
        return said

    def find(self, reference: str) -> Quote | None:
        return next((quote for quote in self.quotes if quote.reference == reference), None)

    @cached_property
    def range_rupiah(self) -> tuple[int, int] | None:
        """The cheapest and the dearest, for a goods page."""
        amounts = [quote.amount_rupiah for quote in self.quotes]
        return (min(amounts), max(amounts)) if amounts else None

    @cached_property
    def range_days(self) -> tuple[int, int] | None:
        """The quickest and the slowest that the couriers themselves promise."""
        quickest = [quote.days_from for quote in self.quotes if quote.days_from is not None]
        slowest = [quote.days_to for quote in self.quotes if quote.days_to is not None]
        return (min(quickest), max(slowest)) if quickest and slowest else None


@dataclass(frozen=True)
class Quotes:
    """The answer for a whole basket, by partner id, in the order of the groups."""

    by_partner: Mapping[int, SellerQuotes]

    def of(self, partner: Any) -> SellerQuotes:
        return self.by_partner[partner.pk]

    @property
    def is_complete(self) -> bool:
        """Whether every seller's parcel can be sent."""
        return all(one.quotes for one in self.by_partner.values())


def quotes_for(groups: Iterable[Any], village: Village | None, postcode: str = "", near: Near = NOWHERE) -> Quotes:
    """Stored quotes for each seller's lines (`group.partner`, `group.lines`) to a village (and a hamlet in it).

    At most `COURIER_SECONDS`, however many sellers; seven queries when all promises are there. `RuleBroken` without a
    village. May be repeated: the same question inside a promise's life gives the same rows.
    """
    return _Basket(groups, village, postcode, near).quotes(store=True)


def rates_for_product(product: Any, steps: int, village: Village | None, postcode: str = "") -> SellerQuotes:
    """The same for one good on its page (BY-10), without a promise: rows that are not stored. Writes no table."""
    line = _Steps(product, max(steps, product.minimum_steps))
    return _Basket([Group(product.partner, [line])], village, postcode).quotes(store=False).of(product.partner)


def honour(
    choices: Mapping[int, str], groups: Iterable[Any], village: Village | None, postcode: str = "", near: Near = NOWHERE
) -> dict[int, Quote]:
    """The chosen quotes by partner id, if each still stands for exactly this parcel and place. Two queries, no call.

    `choices` maps partner ids to quote references. `QuoteExpired` (data: partner, reason) when one is missing, is not
    this seller's, has run out, or the parcel or the place is another now: ask again and let the buyer accept.
    """
    basket = _Basket(groups, village, postcode, near)
    rows = Quote.objects.in_bulk(list(choices.values()), field_name="reference")
    kept: dict[int, Quote] = {}
    for partner_id, request in basket.requests.items():
        quote = rows.get(choices.get(partner_id, ""))
        if quote is None or quote.partner_id != partner_id:
            raise QuoteExpired(_("Pilih kurir dulu."), data={"partner": partner_id, "reason": "not_chosen"})
        if quote.expires_at <= timezone.now():
            text = _("Ongkos kirim yang dipilih sudah habis masa berlakunya. Periksa ongkos kirim yang baru.")
            raise QuoteExpired(text, data={"partner": partner_id, "reason": "expired"})
        if quote.fingerprint != fingerprint(quote.courier_code, partner_id, request):
            text = _("Isi keranjang atau alamat berubah. Periksa ongkos kirim yang baru.")
            raise QuoteExpired(text, data={"partner": partner_id, "reason": "changed"})
        kept[partner_id] = quote
    return kept


def fingerprint(courier_code: str, partner_id: int, request: RateRequest) -> str:
    """A digest of what decides the price."""
    parcels = [(p.weight_grams, p.length_mm, p.width_mm, p.height_mm, p.value_rupiah) for p in request.parcels]
    ends = [(place.village_code, place.postcode) for place in (request.origin, request.destination)]
    facts: list[Any] = [courier_code, partner_id, ends, parcels, request.cod_amount_rupiah, request.is_insured]
    if courier_code == Ojek.code:
        facts += [request.destination.dusun, request.destination.rw]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def origins_of(partners: Iterable[Any]) -> dict[int, Place]:
    """Where each partner's parcels start: his pickup address, else his village. One query if villages are loaded."""
    partners = list(partners)
    origins: dict[int, Place] = {}
    addresses = PartnerAddress.objects.filter(partner__in=partners, village__isnull=False).select_related("village")
    for address in addresses.order_by("pk"):
        origins.setdefault(address.partner_id, places.place_of(address.village, address.postcode or ""))
    for partner in partners:
        if partner.pk not in origins and partner.village:
            origins[partner.pk] = places.place_of(partner.village)
    return origins


@dataclass(frozen=True, slots=True)
class _Steps:
    product: Any
    quantity: int


class _Basket:
    """One basket to one village: the request for each seller, and the way from it to quotes."""

    def __init__(self, groups: Iterable[Any], village: Village | None, postcode: str, near: Near = NOWHERE) -> None:
        if village is None:
            raise RuleBroken(_("Pilih desa atau kelurahan tujuan dulu."), code="village_missing")
        groups = list(groups)
        self.village = village
        self.destination = replace(places.place_of(village, postcode), dusun=near.dusun, rw=near.rw)
        self.lines = {group.partner.pk: list(group.lines) for group in groups}
        self.partners = {group.partner.pk: group.partner for group in groups}
        self.parcels = {group.partner.pk: parcel_of(group.lines) for group in groups}
        self.requests = {
            partner_id: RateRequest(origin, self.destination, (self.parcels[partner_id],))
            for partner_id, origin in origins_of(self.partners.values()).items()
        }

    def quotes(self, *, store: bool) -> Quotes:
        questions = {
            partner_id: [
                Question(fingerprint(courier.code, partner_id, request), courier, request)
                for courier in registry.live()
            ]
            for partner_id, request in self.requests.items()
        }
        every = [question for asked in questions.values() for question in asked]
        own_keys = [
            fingerprint(code, id_, request)
            for id_, request in self.requests.items()
            for code in (Flat.code, Ojek.code, Collect.code)
        ]
        promised = _promised([*(question.key for question in every), *own_keys])
        said = {one.key: one for one in answers([question for question in every if question.key not in promised])}
        offered: dict[int, list[Quote]] = {}
        for partner_id, asked in questions.items():
            offered[partner_id] = [quote for question in asked for quote in promised.get(question.key, [])]
            new = [said[question.key] for question in asked if question.key in said]
            offered[partner_id] += [self._row(partner_id, one.key, rate) for one in new for rate in one.rates]
        left_out = {
            id_: [_left_out(said[one.key]) for one in asked if one.key in said and said[one.key].out]
            for id_, asked in questions.items()
        }
        own = self._own(promised, left_out)
        carried = {id_ for id_, rows in own.items() if any(row.courier_code != Collect.code for row in rows)}
        lost = [
            id_
            for id_, quotes in offered.items()
            if not quotes and id_ not in carried and _may_be_carried(questions[id_], left_out[id_])
        ]
        for partner_id, rates in self._stored_tariff(lost).items():
            offered[partner_id] = self._rows(partner_id, Flat.code, rates, promised)
        for partner_id, quotes in own.items():
            offered[partner_id] = [*offered.get(partner_id, []), *quotes]
        self._sort_out(offered, left_out)
        pickups = self._pickups(offered)
        if store:
            Quote.objects.bulk_create([row for rows in offered.values() for row in rows if row.pk is None])
        return Quotes(
            {
                id_: SellerQuotes(
                    partner=self.partners[id_],
                    parcel=self.parcels[id_],
                    quotes=tuple(sorted(offered.get(id_, []), key=_rank)),
                    left_out=tuple(left_out.get(id_, [])),
                    pickup=pickups.get(id_, ""),
                )
                for id_ in self.partners
            }
        )

    def _own(
        self, promised: Mapping[str, Sequence[Quote]], left_out: dict[int, list[LeftOut]]
    ) -> dict[int, list[Quote]]:
        """What the sellers' villages carry themselves; a near house outside of all zones reads why not."""
        found: dict[int, list[Quote]] = {}
        for courier in offers.couriers_of(request.origin.village_code for request in self.requests.values()):
            for partner_id, request in self.requests.items():
                answer = courier.rates(request)
                if answer.value:
                    rows = self._rows(partner_id, courier.code, answer.value, promised)
                    found.setdefault(partner_id, []).extend(rows)
                for message in answer.messages:
                    text = str(offers.WHY_NOT[message.code])
                    left_out.setdefault(partner_id, []).append(LeftOut(courier.code, Out.NOT_SERVED, text))
        return found

    def _sort_out(self, offered: dict[int, list[Quote]], left_out: dict[int, list[LeftOut]]) -> None:
        """Apply the house's rules. Fetching is offered to neighbours, and to all where nothing else is left."""
        switches = rules.switches_of(request.origin.village_code for request in self.requests.values())
        for partner_id, request in self.requests.items():
            quotes, lines, parcel = offered.get(partner_id, []), self.lines[partner_id], self.parcels[partner_id]
            kept, refused = rules.sort_out(quotes, lines, parcel, request.origin.village_code, switches)
            carried = [quote for quote in kept if quote.courier_code != Collect.code]
            offered[partner_id] = kept if offers.may_collect(request) or not carried else carried
            reasons = dict.fromkeys(LeftOut(no.courier_code, Out.RULE, no.text) for no in refused)
            left_out.setdefault(partner_id, []).extend(reasons)

    def _pickups(self, offered: Mapping[int, Sequence[Quote]]) -> dict[int, str]:
        """When the first of the offered couriers comes; nothing where only neighbours carry."""
        by_partner = {id_: request.origin.village_code for id_, request in self.requests.items()}
        calendars = calendars_of(by_partner.values())
        now, words = timezone.now(), {}
        for id_, code in by_partner.items():
            outside = {quote.courier_code for quote in offered.get(id_, [])} - {Collect.code, Ojek.code}
            if outside:
                first = min(outside, key=lambda one: calendars[code].next_pickup(now, one))
                words[id_] = calendars[code].words(now, first)
        return words

    def _stored_tariff(self, partner_ids: Sequence[int]) -> dict[int, list[Rate]]:
        if not partner_ids:
            return {}
        flat = registry.flat()
        return {partner_id: flat.rates(self.requests[partner_id]).value for partner_id in partner_ids}

    def _rows(
        self, partner_id: int, code: str, rates: Iterable[Rate], promised: Mapping[str, Sequence[Quote]]
    ) -> list[Quote]:
        """Rows for rates of our own tables: a promise that still says the same, else a new one."""
        key = fingerprint(code, partner_id, self.requests[partner_id])
        return [_same(promised.get(key, []), rate) or self._row(partner_id, key, rate) for rate in rates]

    def _row(self, partner_id: int, key: str, rate: Rate) -> Quote:
        return Quote(
            reference=f"Q{secrets.token_hex(REFERENCE_BYTES)}",
            fingerprint=key,
            partner=self.partners[partner_id],
            destination=self.village,
            postcode=self.destination.postcode,
            courier_code=rate.courier,
            service_code=rate.service_code,
            service_name=rate.service_name[:NAME_LENGTH],
            amount_rupiah=rate.amount_rupiah,
            billable_grams=rate.billable_grams,
            days_from=rate.days_from,
            days_to=rate.days_to,
            estimated=rate.is_estimate,
            expires_at=timezone.now() + timedelta(seconds=settings.QUOTE_LIFE_SECONDS),
            raw=redact(dict(rate.raw)),
        )


def _promised(keys: Sequence[str]) -> dict[str, list[Quote]]:
    """Our standing promises by fingerprint; of several rounds the newest."""
    renew_at = timezone.now() + timedelta(seconds=settings.QUOTE_LIFE_SECONDS / RENEW_SHARE)
    rounds: dict[str, list[Quote]] = {}
    for quote in Quote.objects.filter(fingerprint__in=keys, expires_at__gt=renew_at).order_by("-expires_at"):
        same_round = rounds.setdefault(quote.fingerprint, [])
        if quote.service_code not in {other.service_code for other in same_round}:
            same_round.append(quote)
    return rounds


def _may_be_carried(questions: Sequence[Question], left_out: Sequence[LeftOut]) -> bool:
    """Whether the stored tariff may stand in: not if every courier has plainly said that it does not go there."""
    return not questions or any(one.out is not Out.NOT_SERVED for one in left_out)


def _same(rows: Sequence[Quote], rate: Rate) -> Quote | None:
    fit = (row for row in rows if row.amount_rupiah == rate.amount_rupiah and row.service_code == rate.service_code)
    return next(fit, None)


def _rank(quote: Quote) -> tuple[bool, int, int, str]:
    """Cheapest first; fetching it oneself last, so that nobody is made to travel unasked."""
    days = 99 if quote.days_to is None else quote.days_to
    return (quote.courier_code == Collect.code, quote.amount_rupiah, days, quote.service_code)


def _left_out(said: Said) -> LeftOut:
    assert said.out is not None
    return LeftOut(said.courier_code, said.out, _word(said))


def _word(said: Said) -> str:
    name = {"courier": registry.name_of(said.courier_code)}
    match said.out:
        case Out.SILENT:
            return _("%(courier)s belum menjawab.") % name
        case Out.NOT_SERVED:
            return _("%(courier)s tidak melayani kiriman ini.") % name
        case Out.PLACE_UNKNOWN:
            return _("Kode %(courier)s untuk tempat ini belum dikenal. Petugas kami akan melengkapinya.") % name
        case _:
            return _("%(courier)s sedang tidak bisa dipakai.") % name
