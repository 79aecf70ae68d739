"""Signing in by phone: how django-allauth finds our people, and how a one-time code reaches them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.communication import phone
from market.core.phones import PhoneField, to_e164
from market.users.models import Role, User


class PhoneAdapter(DefaultAccountAdapter):
    """Accounts are made by the village (or, later, by joining), so there is no open sign-up here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def phone_form_field(self, **more: Any) -> forms.Field:
        return PhoneField(**{"label": _("Nomor HP"), **more})

    def clean_phone(self, phone: str) -> str:
        return to_e164(phone)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth 65 counts wrong passwords by e-mail or user name only, so all phones would share one count.

        Five wrong tries by anybody would then close the door for everybody; a test holds this.
        """
        return super()._get_login_attempts_cache_key(request, username=credentials.get("phone") or "", **credentials)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        assert isinstance(user, User)
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        User.objects.filter(pk=user.pk).update(phone=phone, phone_verified_at=timezone.now() if verified else None)

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified_at=timezone.now())

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user: AbstractBaseUser, phone: str, code: str, **more: Any) -> None:
        """The code goes out at once, from the request: it lives three minutes and is never written to a row."""
        send_code(phone, code)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each person lands where their work is."""
        return start_page(request.user) if isinstance(request.user, User) else "/"


def send_code(number: str, code: str) -> None:
    phone.send_code(number, code)


def start_page(user: User) -> str:
    if user.partners.exists():
        return reverse("sellers:today")
    if user.is_staff:
        return reverse("dashboard:index")
    if user.roles.exclude(kind__in=[Role.Kind.SUPPORT, Role.Kind.DINAS]).exists():
        return reverse("desk:home")
    if user.drives.filter(is_active=True).exists():
        return reverse("ojek:today")
    return reverse("account_page:account")
