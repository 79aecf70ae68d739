"""People who sign in: by phone first, by e-mail where they have one."""

import secrets
from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class PeopleManager(UserManager["User"]):
    def create_person(self, *, phone: str | None, name: str, password: str | None = None, **more: Any) -> "User":
        """A person with a phone (E.164) and a name; without a password they sign in by code."""
        user = self.model(username=phone or f"u{secrets.token_hex(8)}", phone=phone, first_name=name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    phone = models.CharField(_("Nomor HP"), max_length=16, unique=True, null=True, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleManager()

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Role(models.Model):
    """What a person may do beyond buying: in one village, in one regency, or for the whole store.

    Sellers are not here: who sells for a Partner stands on the Partner (`Partner.users`).
    """

    class Kind(models.TextChoices):
        OPERATOR = "operator", _("Operator desa")
        DINAS = "dinas", _("Petugas dinas")
        FINANCE_MAKER = "finance_maker", _("Bendahara (pembuat)")
        FINANCE_CHECKER = "finance_checker", _("Bendahara (pemeriksa)")
        SUPPORT = "support", _("Bantuan")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    regency = models.ForeignKey("address.Regency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "user", "kind", Coalesce("village", Value("")), Coalesce("regency", Value("")), name="role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


from market.users.records import Deed as Deed  # noqa: E402
from market.users.records import Look as Look  # noqa: E402
