"""Goods say where they come from: "asal: Krandegan" (OP-12). Who sells from elsewhere marks them "dijual ulang"."""

import re

from market.address.models import Village
from market.catalogue.models import Product
from market.core.errors import RuleBroken

CLAIM = re.compile(
    r"\b(?:asal|asli(?: dari)?|buatan)\s*:?\s*(?:desa|kelurahan)?\s*((?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)?)"
)
MOST_CLAIMS = 5


class ResoldUnmarked(RuleBroken):
    """The good names a village that is not its seller's. `data`: claimed, village."""

    code = "resold_unmarked"


def claimed_elsewhere(product: Product) -> str:
    """The village that title or description name as origin, when it is none of the seller's; "" otherwise.

    Only names of villages in the official list count, so that "asli Indonesia" claims nothing.
    """
    text = f"{product.title}. {product.description}"
    said = [found.group(1) for found in CLAIM.finditer(text)][:MOST_CLAIMS]
    wanted = {name for one in said for name in (one, one.split()[0])}
    if not wanted or product.village is None:
        return ""
    home = product.village
    around = {home.name, home.district_name, home.regency_label.removeprefix("Kab. ").removeprefix("Kota ")}
    foreign = [name for name in sorted(wanted) if name not in around]
    known = (
        Village.objects.filter(name_key__in=[name.lower() for name in foreign]).values_list("name", flat=True).first()
    )
    return "" if known is None or wanted & around else str(known)
