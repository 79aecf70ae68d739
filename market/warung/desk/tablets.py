"""Tablets of a warung: a code to pair one (as text and as QR), and shutting one out."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import NotFound
from market.users.access import DeskRequest, operator_page
from market.warung.desk import access
from market.warung.desk.forms import PairForm
from market.warung.devices import pairing
from market.warung.models import PairingCode

SECTION = "warung"
QR_SCALE = 7


@require_POST
@operator_page
def make_code(request: DeskRequest, pk: int) -> HttpResponse:
    """A new code; it is shown on a page of its own, which says when it was used or is too old."""
    warung = access.warung(request, pk)
    form = PairForm(request.POST)
    profile = form.cleaned_data["profile"] if form.is_valid() else "counter"
    code = pairing.make_code(warung, request.user, profile)
    return redirect("warungs:code", pk, code.pk)


@require_safe
@operator_page
def code(request: DeskRequest, pk: int, code_id: int) -> HttpResponse:
    warung = access.warung(request, pk)
    row = PairingCode.objects.filter(warung=warung, pk=code_id).select_related("device").first()
    if row is None:
        raise NotFound(code_id)
    # the QR is drawn here from the code's own letters; nothing that anybody typed is in it
    drawn = segno.make(row.code, error="m").svg_inline(scale=QR_SCALE, border=2, omitsize=True)
    shown = {
        "section": SECTION, "warung": warung, "code": row, "qr": mark_safe(drawn),  # noqa: S308
        "is_over": row.used_at is None and row.expires_at <= timezone.now(), "words": f"{row.code[:4]} {row.code[4:]}",
    }  # fmt: skip
    return render(request, "desk/warung/code.html", shown)


@operator_page
def revoke(request: DeskRequest, pk: str) -> HttpResponse:
    """Shut a tablet out, after a second look."""
    device = access.device(request, pk)
    if request.method != "POST":
        return render(request, "desk/warung/revoke.html", {"section": SECTION, "device": device})
    if pairing.revoke(device, by=request.user):
        messages.success(request, _("Tablet sudah dicabut. Yang belum terkirim masih bisa dititipkan lewat HP lain."))
    return redirect("warungs:point", device.warung_id)
