"""Joining, one small question on a page: phone, code, kind of goods, the shop, the consents; then the state.

What was answered lies in the session until it is sent, so a page that did not load loses nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from market.address.forms import submitted
from market.address.models import Village
from market.core.errors import MarketError, RuleBroken
from market.users.models import User
from sellers import onboarding
from sellers.joining import codes, kinds
from sellers.joining.forms import CodeForm, ConsentForm, PhoneForm, ShopForm
from sellers.models import Application

KEPT = "join"  # session: what was answered so far
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMPTY = {"name": "", "shop_name": "", "street": "", "village": "", "kbli_code": "", "goods_words": ""}

View = Callable[..., HttpResponse]


def page(request: HttpRequest, name: str, step: int, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, f"sellers/join/{name}.html", {"step": step, "steps": range(1, 6), **more}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Which phone. Who is signed in has proved it already."""
    if request.user.is_authenticated and request.user.phone:
        return redirect(_next(request))
    form = PhoneForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return page(request, "phone", 1, 200 if request.method == "GET" else 422, form=form)
    number = form.cleaned_data["phone"]
    if not codes.may_send(number, request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, _("Terlalu sering meminta kode. Tunggu satu jam, atau minta bantuan petugas desa."))
        return page(request, "phone", 1, 429, form=form)
    try:
        codes.send(request.session, number)
    except MarketError:
        form.add_error(None, _("Kode belum dapat dikirim. Coba lagi sebentar, atau minta bantuan petugas desa."))
        return page(request, "phone", 1, 503, form=form)
    return redirect("sellers:join_code")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that came back proves the phone; whoever has it is signed in, known or new."""
    number = codes.waiting_for(request.session)
    if not number:
        return redirect("sellers:join")
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return page(request, "code", 2, 200 if request.method == "GET" else 422, form=form, phone=number)
    if not codes.check(request.session, form.cleaned_data["code"]):
        if not codes.waiting_for(request.session):
            messages.error(request, _("Kode salah tiga kali. Minta kode baru."))
            return redirect("sellers:join")
        form.add_error("code", _("Kode itu salah. Lihat lagi pesan WhatsApp terbaru."))
        return page(request, "code", 2, 422, form=form, phone=number)
    login(request, _person(number), backend=BACKEND)
    return redirect(_next(request))


def _person(number: str) -> User:
    try:
        with transaction.atomic():
            person, _is_new = User.objects.get_or_create(phone=number, defaults={"username": number})
            if _is_new:
                person.set_unusable_password()
                person.save(update_fields=["password"])
    except IntegrityError:
        person = User.objects.get(phone=number)
    User.objects.filter(pk=person.pk, phone_verified_at=None).update(phone_verified_at=timezone.now())
    return person


def _next(request: HttpRequest) -> str:
    """Where somebody whose phone is proven goes on."""
    if onboarding.has_shop(request.user.phone) or _mine(request):  # type: ignore[union-attr]
        return "sellers:join_state"
    return "sellers:join_kind"


def _mine(request: HttpRequest) -> Application | None:
    """The latest application of this person's phone that they sent themselves."""
    mine = Application.objects.filter(phone=request.user.phone, opened_by=None)  # type: ignore[union-attr]
    return mine.select_related("village", "partner").order_by("-pk").first()


def proven(view: View) -> View:
    """Only with a proven phone; everybody else begins at the beginning."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.phone:
            return redirect("sellers:join")
        return view(request, *args, **kwargs)

    return guarded


def _answers(request: HttpRequest) -> dict[str, str]:
    """What was answered in this session, or else what was sent the last time."""
    kept = request.session.get(KEPT)
    if kept is None and (mine := _mine(request)) is not None:
        kept = {name: str(getattr(mine, "village_id" if name == "village" else name)) for name in EMPTY}
    return {**EMPTY, "name": getattr(request.user, "first_name", ""), **(kept or {})}


@proven
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest) -> HttpResponse:
    """What is sold: typed in plain words, chosen from what fits."""
    words = (request.POST or request.GET).get("q", "")[:120].strip()
    chosen = request.POST.get("kind", "")
    if request.method == "POST" and chosen in kinds.BY_CODE:
        request.session[KEPT] = {**_answers(request), "kbli_code": chosen, "goods_words": words}
        return redirect("sellers:join_shop")
    context = {"words": words, "found": kinds.find(words), "source": kinds.SOURCE, "wrong": request.method == "POST"}
    return page(request, "kind", 3, 422 if context["wrong"] else 200, **context)


@proven
@require_http_methods(["GET", "POST"])
def shop(request: HttpRequest) -> HttpResponse:
    """Who, which shop, where."""
    answers = _answers(request)
    if answers["kbli_code"] not in kinds.BY_CODE:
        return redirect("sellers:join_kind")
    if request.method == "POST":
        form, is_done = submitted(ShopForm(request.POST))
        if is_done:
            told = {name: form.cleaned_data[name] for name in ("name", "shop_name", "street")}
            request.session[KEPT] = {**answers, **told, "village": form.cleaned_data["village"].code}
            return redirect("sellers:join_consents")
        return page(request, "shop", 4, 200 if form.is_moving or not form.is_bound else 422, form=form)
    village = Village.objects.filter(pk=answers["village"]).first()
    place = {"place": village.label, "village": village.code} if village else {}
    return page(request, "shop", 4, form=ShopForm(initial={**answers, **place}))


@proven
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """The consents, unticked; sending is the last button."""
    answers = _answers(request)
    village = Village.objects.filter(pk=answers["village"]).first()
    if village is None or answers["kbli_code"] not in kinds.BY_CODE:
        return redirect("sellers:join_kind")
    form = ConsentForm(request.POST or None)
    if request.method == "POST":
        form = ConsentForm(request.POST)
        if form.is_valid():
            return _send(request, {**answers, "village": village, "kbli_edition": kinds.EDITION}, form)
    return page(request, "consents", 5, 422 if request.method == "POST" else 200, form=form)


def _send(request: HttpRequest, facts: dict[str, Any], form: ConsentForm) -> HttpResponse:
    try:
        onboarding.submit(request.user.phone, facts, form.agreed(), user=request.user)  # type: ignore[union-attr]
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        request.session.pop(KEPT, None)
    return redirect("sellers:join_state")


@proven
@require_GET
def state(request: HttpRequest) -> HttpResponse:
    """Waiting, mend this, or open; with everything that happened."""
    mine = _mine(request)
    has_shop = onboarding.has_shop(request.user.phone)  # type: ignore[union-attr]
    if mine is None and not has_shop:
        return redirect("sellers:join_kind")
    context = {
        "application": mine,
        "has_shop": has_shop,
        "history": mine.steps.all() if mine else (),
        "kind": kinds.BY_CODE.get(mine.kbli_code) if mine else None,
    }
    return render(request, "sellers/join/state.html", context)
