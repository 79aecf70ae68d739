"""Where the seller's money is: three sums and every line, straight from the books."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from market.ledger.balances import seller_balances, seller_entries
from market.ledger.models import Entry
from market.order.models import SellerOrder
from sellers.access import SellerRequest, seller_page

PAGE = 50


@seller_page
@require_GET
def money(request: SellerRequest) -> HttpResponse:
    """The sum of all lines is the sum of the three balances; both are shown."""
    sums = seller_balances(request.partner.pk)
    page = Paginator(seller_entries(request.partner.pk), PAGE).get_page(request.GET.get("hal"))
    lines = [line_of(entry) for entry in page.object_list]
    numbers = {line["number"] for line in lines}
    parts = SellerOrder.objects.filter(partner=request.partner, number__in=numbers).in_bulk(field_name="number")
    for line in lines:
        line["part"] = parts.get(line["number"])
    context = {"sums": sums, "total": sum(sums.values()), "page": page, "lines": lines, "section": "money"}
    return render(request, "sellers/money.html", context)


def line_of(entry: Entry) -> dict[str, object]:
    """One leg as the seller reads it: what we owe the seller grows by credit, so the sign turns."""
    return {
        "at": entry.journal.at,
        "kind": entry.journal.kind,
        "place": entry.account.name,
        "amount_rupiah": -entry.amount_rupiah,
        "number": entry.about or entry.journal.reference,
        "reason": entry.journal.reason,
    }
