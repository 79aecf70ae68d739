"""Akun: a buyer's own page, by phone. Orders, addresses, a copy of all data, and the way out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from market.address.models import UserAddress
from market.core.errors import RuleBroken
from sellers.trust.account import copying, erasing

SHOWN = 30


@require_GET
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """GET /akun/saya/."""
    context = {
        "orders": list(erasing.orders_of(request.user)[:SHOWN]),
        "addresses": list(UserAddress.objects.filter(user=request.user).order_by("pk")),
    }
    return render(request, "account_page/account.html", context)


@require_POST
@never_cache
@login_required
def download(request: HttpRequest) -> HttpResponse:
    """POST: a ZIP with everything that we hold of this person."""
    answer = HttpResponse(copying.archive(request.user), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="data-saya.zip"'
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """GET asks; POST with `yakin` ends the account."""
    if request.method == "GET" or not request.POST.get("yakin"):
        return render(request, "account_page/leave.html")
    try:
        erasing.erase(request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("account_page:account")
    logout(request)
    messages.success(request, _("Akun dihapus. Nama, nomor HP, dan alamat Anda tidak kami simpan lagi."))
    return redirect("storefront:home")
