"""What a person has agreed to, and the way to take it back: as easy as agreeing was (UU 27/2022, article 9)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import RuleBroken
from sellers import consents
from sellers.models import Consent


@require_GET
@never_cache
@login_required
def agreed(request: HttpRequest) -> HttpResponse:
    """GET /akun/saya/izin/: each question with the day of the answer; sellers may agree anew to what they took back."""
    rows = list(consents.history(_phone(request)))
    questions = [_shown(one, rows) for one in consents.QUESTIONS] if rows else []
    return render(request, "account_page/consents.html", {"questions": questions})


@require_POST
@never_cache
@login_required
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """POST `izin`: `cabut` takes it back, from now on; `setuju` agrees to today's words. May be repeated."""
    phone = _phone(request)
    question = next((one for one in consents.QUESTIONS if one.kind == kind), None)
    if question is None or not consents.history(phone).exists():
        raise Http404(kind)
    try:
        if request.POST.get("izin") == "cabut":
            consents.withdraw(phone, kind)
            messages.success(request, _("Izin dicabut. Mulai sekarang data itu tidak dipakai lagi untuk hal ini."))
        elif request.POST.get("izin") == "setuju":
            consents.give(phone, {kind: question.version}, user=request.user)
            messages.success(request, _("Izin tersimpan. Anda bisa mencabutnya kapan saja."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("account_page:consents")


def _phone(request: HttpRequest) -> str:
    """The number under which this person agreed; only a proven one opens what was agreed under it."""
    user: Any = request.user
    return user.phone if user.phone and user.phone_verified_at else "-"


def _shown(question: consents.Question, rows: list[Consent]) -> dict[str, Any]:
    mine = [one for one in rows if one.kind == question.kind]
    standing = next((one for one in reversed(mine) if one.withdrawn_at is None), None)
    return {"question": question, "standing": standing, "last": mine[-1] if mine else None}
