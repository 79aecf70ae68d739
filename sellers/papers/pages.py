"""Papers on one page: what is valid, what has ended, and the next one to get, with its office and what to bring."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from market.core.errors import NotFound, RuleBroken
from sellers.access import SELL, SellerRequest, seller_page
from sellers.joining.kinds import family_of
from sellers.papers import keeping, rules
from sellers.papers.models import PaperRow


class PaperForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Nomor"), max_length=40, error_messages={"required": gettext_lazy("Isi nomornya.")}
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Berlaku sampai"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal itu tidak terbaca.")},
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Foto atau PDF surat"), required=False,
        help_text=gettext_lazy("Hanya Anda yang bisa membukanya."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"empty": gettext_lazy("Berkasnya kosong.")},
    )  # fmt: skip


@seller_page(SELL)
@require_GET
def papers(request: SellerRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = {row.kind: row for row in PaperRow.objects.filter(partner=request.partner)}
    wanted = {rule.paper: rule for rule in rules.wanted(family_of(request.partner.kbli_code), today)}
    items = [_item(paper, rows.get(paper), wanted.get(paper), today) for paper in rules.Paper]
    items = [one for one in items if one["row"] or one["rule"] or one["kind"] == rules.Paper.NPWP]
    items.sort(key=lambda one: {"ended": 0, "missing": 1, "ending": 2, "valid": 3, "may": 4}[one["state"]])
    return render(request, "sellers/papers/list.html", {"items": items, "section": "more"})


def _item(paper: rules.Paper, row: PaperRow | None, rule: rules.Rule | None, today: Any) -> dict[str, Any]:
    state = "missing" if rule and rule.is_duty else "may"
    if row:
        left = (row.expires_on - today).days if row.expires_on else None
        state = "valid" if left is None or left > keeping.REMIND_DAYS else "ending" if left >= 0 else "ended"
    return {"kind": paper.value, "name": paper.label, "row": row, "rule": rule, "state": state}


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def paper(request: SellerRequest, kind: str) -> HttpResponse:
    if kind not in rules.Paper.values:
        raise NotFound(kind)
    row = PaperRow.objects.filter(partner=request.partner, kind=kind).first()
    known = {"number": row.number, "expires_on": row.expires_on} if row else {}
    form = PaperForm(request.POST or None, request.FILES or None, initial=known)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keeping.write(
                request.partner, kind, told["number"], expires_on=told["expires_on"], file=told["file"], by=request.user
            )
        except RuleBroken as error:
            form.add_error(error.data.get("field"), error.message)
        else:
            messages.success(request, _("Surat disimpan."))
            return redirect("sellers:papers")
    context = {
        "form": form,
        "name": rules.Paper(kind).label,
        "row": row,
        "shape": rules.SHAPES[rules.Paper(kind)],
        "section": "more",
    }
    return render(request, "sellers/papers/paper.html", context, status=422 if form.errors else 200)


@seller_page(SELL)
@require_GET
def file(request: SellerRequest, kind: str) -> HttpResponse:
    """The scan, for people of the shop alone; never shown inside a page."""
    row = PaperRow.objects.filter(partner=request.partner, kind=kind).exclude(file="").first()
    if row is None:
        raise NotFound(kind)
    content, content_type = keeping.read(row)
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.{row.file.rsplit(".", 1)[-1]}"'
    return answer
