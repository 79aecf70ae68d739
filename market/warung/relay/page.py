"""The page on which anybody's phone hands a packet in, without a login: paste it or choose the file."""

from __future__ import annotations

import json

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from market.core.errors import RuleBroken
from market.warung.relay.handing import hand_in
from market.warung.relay.sealing import Packet

MOST_LETTERS = 1_000_000
NAMES = ("device", "ephemeral", "iv", "sealed", "signature")


class PacketForm(forms.Form):
    packet = forms.CharField(
        label=_("Isi paket"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = forms.FileField(label=_("Atau pilih berkas paket"), required=False, max_length=200)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        text, file = data.get("packet") or "", data.get("file")
        if file is not None:
            text = file.read(MOST_LETTERS).decode("utf-8", "replace")
        try:
            data["read"] = read(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("Ini bukan paket dari tablet toko smart.")) from error
        return data


def read(given: object) -> Packet:
    """ValueError unless it has the five parts, as texts."""
    if not isinstance(given, dict) or not all(isinstance(given.get(name), str) for name in NAMES):
        raise ValueError("no packet")
    return Packet(**{name: given[name] for name in NAMES})


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_page(request: HttpRequest) -> HttpResponse:
    form = PacketForm(request.POST or None, request.FILES or None)
    results = None
    if request.method == "POST" and form.is_valid():
        try:
            results = hand_in(form.cleaned_data["read"])
        except RuleBroken as error:
            form.add_error(None, str(error.message))
    counts = (
        {"all": len(results), "open": sum(one["result"] in ("needs_action", "refused") for one in results)}
        if (results is not None)
        else None
    )
    return render(request, "warung/relay.html", {"form": form, "counts": counts})
