"""Who may work for a village, a regency or the house: every page of the desk lets people in through here.

A role never reaches beyond its village or regency: what belongs to another village is `NotFound`, so that its existence
is not told. The rows themselves are fetched through the access functions of each door, with `request.village_codes`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.errors import NotAllowed, NotFound
from market.users.models import Role, User

CHOSEN_VILLAGE = "desk_village"  # session: the village in which this person works now, of several

View = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """A request of somebody with a role. `village_codes`: the official codes of all villages that they may see."""

    user: User
    kinds: frozenset[str]
    village_codes: tuple[str, ...]
    village: Any  # address.Village | None: the one that they work in now
    whole_house: bool  # their role is bound to no village and no regency


def desk_page(*kinds: str) -> Callable[[View], View]:
    """Let in only who holds one of `kinds` (Role.Kind); strangers are led to the door, others read a plain 403.

    `MarketError`s of access become the plain 403 and 404 pages; nothing of the desk is kept by a cache. One query.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                open_desk(request, kinds)
                answer = view(request, *args, **kwargs)
            except NotAllowed:
                answer = render(request, "desk/no_role.html", status=403)
            except NotFound:
                answer = render(request, "404.html", status=404)
            answer["Cache-Control"] = "no-store"
            return answer

        return guarded

    return decorate


def open_desk(request: DeskRequest, kinds: tuple[str, ...]) -> None:
    """Put the person's roles on the request; `NotAllowed` without any of `kinds`."""
    roles = list(Role.objects.filter(user=request.user.pk).select_related("village").order_by("pk"))
    held = [role for role in roles if role.kind in kinds]
    if not held:
        raise NotAllowed("holds no such role")
    villages = {role.village_id: role.village for role in held if role.village_id}
    chosen = request.session.get(CHOSEN_VILLAGE)
    request.kinds = frozenset(role.kind for role in roles)
    request.village_codes = tuple(villages)
    request.whole_house = any(role.village_id is None and role.regency_id is None for role in held)
    request.village = villages.get(chosen) or next(iter(villages.values()), None)


operator_page = desk_page(Role.Kind.OPERATOR)
treasurer_page = desk_page(Role.Kind.FINANCE_MAKER, Role.Kind.FINANCE_CHECKER)
