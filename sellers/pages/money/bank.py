"""Where the seller's money goes. Shown masked; a change wants the password once more and waits two days (PY-20)."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.core.errors import RuleBroken
from market.payments.payouts import accounts
from market.payments.payouts.banks import BANKS
from market.users.models import User
from sellers.access import SellerRequest, seller_page

FRESH_SECONDS = 600
NAME_SHAPE = r"^[A-Za-z][A-Za-z .,'’/-]{1,59}$"


class BankForm(forms.Form):
    bank_code = forms.ChoiceField(label=gettext_lazy("Bank"), choices=list(BANKS.items()))
    account_number = forms.CharField(
        label=gettext_lazy("Nomor rekening"), max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    holder_name = forms.RegexField(
        NAME_SHAPE, label=gettext_lazy("Nama pemilik, seperti di buku tabungan"),
        error_messages={"invalid": gettext_lazy("Tulis nama dengan huruf saja, seperti di buku tabungan.")},
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("Kata sandi Anda"),
        help_text=gettext_lazy("Supaya orang lain tidak bisa mengganti rekening Anda."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user
        if not user.has_usable_password():  # then a fresh code stands for it: `signed_in_just_now`
            del self.fields["password"]

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("Kata sandi salah."))
        return ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("bank_code") and said.get("account_number"):
            try:
                accounts.checked_number(said["bank_code"], said["account_number"])
            except RuleBroken as error:
                self.add_error("account_number", error.message)
        return said


@require_http_methods(["GET", "POST"])
@seller_page
def bank(request: SellerRequest) -> HttpResponse:
    """The account as it stands; POST changes it, with the password once more, or just after signing in by code."""
    form = BankForm(request.POST or None, user=request.user)
    may_change = request.user.has_usable_password() or signed_in_just_now(request)
    if request.method == "POST" and may_change and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("bank_code", "account_number", "holder_name")}
        accounts.change(request.partner, **said, by=request.user)
        messages.success(request, _("Rekening disimpan. Bendahara mengonfirmasinya sebelum uang dikirim ke sana."))
        return redirect("sellers:bank")
    account = accounts.account_of(request.partner)
    if account:
        account.partner = request.partner
    context = {
        "account": account,
        "why_held": accounts.why_held(account) if account else "",
        "form": form,
        "may_change": may_change,
        "section": "money",
    }
    return render(request, "sellers/bank.html", context, status=422 if request.method == "POST" else 200)


def signed_in_just_now(request: SellerRequest) -> bool:
    """Whether this session began a few minutes ago: who has no password proves themselves by a fresh code."""
    proofs = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(time.time() - float(proof.get("at", 0)) < FRESH_SECONDS for proof in proofs)
