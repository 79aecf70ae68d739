"""What sending one good costs, before buying it (BY-10): a place as people type it, then the couriers' own answers."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from market.address.models import Village
from market.address.places import district_text
from market.address.regions import search_districts
from market.catalogue import units
from market.catalogue.models import Product
from market.shipping import quotes
from market.shipping.registry import service_of

MOST_PLACES = 8
MAX_WORDS = 80
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """`?tujuan=` (typed words) and `?ke=` (the code of a village in the district that was meant)."""

    typed: str
    place: Village | None
    choices: tuple[Village, ...] = ()

    @property
    def is_settled_by_words(self) -> bool:
        """The words mean one district only: its own address says so, and can be shared."""
        return self.place is None and len(self.choices) == 1

    def url(self, path: str, choice: Village | None = None) -> str:
        code = (choice or self.choices[0]).code
        return f"{path}?{urlencode({'ke': code, 'tujuan': self.typed})}#ongkir"


def read(request: HttpRequest) -> Asked:
    """What was asked; districts of the very name that was typed leave out those of a like name."""
    typed = request.GET.get("tujuan", "").replace("\0", "").strip()[:MAX_WORDS]
    code = request.GET.get("ke", "").replace("\0", "")
    place = Village.objects.filter(code=code, retired_on=None).first() if code else None
    if place or len(typed) < LEAST_LETTERS:
        return Asked(typed, place)
    found = search_districts(typed, limit=MOST_PLACES)
    named = [one for one in found if one.district_name.casefold() == typed.casefold()]
    return Asked(typed, None, tuple(named or found))


def answer(asked: Asked, product: Product) -> dict[str, Any]:
    """What storefront/postage.html shows. Asks the couriers if a place was chosen, within their time limit."""
    if asked.place:
        return {"typed": asked.typed or asked.place.district_name} | _rates(product, asked.place)
    if asked.choices:
        choices = [{"label": district_text(one), "url": asked.url("", one)} for one in asked.choices]
        return {"typed": asked.typed, "choices": choices}
    nothing = _("Tempat ini tidak ditemukan. Coba nama kecamatannya saja.")
    return {"typed": asked.typed, "nothing": nothing if len(asked.typed) >= LEAST_LETTERS else ""}


def _rates(product: Product, village: Village) -> dict[str, Any]:
    found = quotes.rates_for_product(product, product.minimum_steps, village)
    rates = [
        {
            "name": _service(quote),
            "arrival": days_words(quote.days_from, quote.days_to),
            "price_rupiah": quote.amount_rupiah,
            "is_estimate": quote.estimated,
        }
        for quote in found.quotes
    ]
    amount = units.amount(product.minimum_steps, product.step_thousandths, product.unit)
    notes = [_("Untuk %(amount)s. Ongkir pasti terlihat saat memesan.") % {"amount": amount}, *found.messages]
    return {"place": district_text(village), "rates": rates, "notes": notes}


def _service(quote: Any) -> str:
    """`JNE REG`: the brand and its service, the brand once; for a stored tariff nobody is named yet."""
    if quote.estimated:
        return _("Kurir yang tersedia")
    return service_of(quote.courier_code, quote.service_name)


def days_words(days_from: int | None, days_to: int | None) -> str:
    """`2–3 hari`, `1 hari`; a dash when the courier does not say."""
    if days_from is None or days_to is None:
        return "–"
    if (days_from, days_to) == (0, 1):
        return _("hari ini atau besok")
    if days_from == days_to:
        return _("%(days)d hari") % {"days": days_to}
    return _("%(first)d–%(last)d hari") % {"first": days_from, "last": days_to}
