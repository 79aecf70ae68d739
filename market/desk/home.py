"""The first page of an operator's or treasurer's day."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from market.core.errors import NotFound
from market.desk.waiting import waiting
from market.users.access import CHOSEN_VILLAGE, DeskRequest, desk_page
from market.users.models import Role

KINDS = (Role.Kind.OPERATOR, Role.Kind.SUPPORT, Role.Kind.FINANCE_MAKER, Role.Kind.FINANCE_CHECKER, Role.Kind.DINAS)


@desk_page(*KINDS)
def home(request: DeskRequest) -> HttpResponse:
    """What waits today, each number a link to where it is done."""
    return render(request, "desk/home.html", {"section": "home", "waiting": waiting(request)})


@require_POST
@desk_page(*KINDS)
def choose_village(request: DeskRequest) -> HttpResponse:
    """Work in another of one's own villages from now on."""
    code = request.POST.get("village", "")
    if code not in request.village_codes:
        raise NotFound(code)
    request.session[CHOSEN_VILLAGE] = code
    return redirect("desk:home")
