"""Everything else of a shop behind one sign, and changing over to another of one's own shops."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import NotFound
from sellers.access import CHOSEN_SHOP, PACK, SellerRequest, seller_page, shops_of


@seller_page(PACK)
@require_GET
def more(request: SellerRequest) -> HttpResponse:
    shops = shops_of(request.user.pk)
    return render(request, "sellers/more.html", {"shops": shops, "section": "more"})


@seller_page(PACK)
@require_POST
def choose_shop(request: SellerRequest) -> HttpResponse:
    """Work in another shop from now on; only in one's own."""
    wanted = request.POST.get("toko", "")
    found = next((shop for shop in shops_of(request.user.pk) if str(shop.pk) == wanted), None)
    if found is None:
        raise NotFound(wanted)
    request.session[CHOSEN_SHOP] = found.pk
    return redirect("sellers:today")
