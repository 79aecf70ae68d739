"""Signing in says plainly when the code could not be sent, instead of failing."""

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from market.core.errors import MarketError


class RequestCode(views.RequestLoginCodeView):
    """Asks for a code. When no channel takes it, the page comes back with what was typed and the way round."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except MarketError:
            form.add_error(None, _("Kode belum dapat dikirim. Coba lagi sebentar, atau masuk dengan kata sandi."))
            return self.form_invalid(form)


def closed(request: HttpRequest) -> HttpResponse:
    """Where allauth's forms point for signing up: accounts are made with the village operator."""
    return render(request, "account/closed.html")
