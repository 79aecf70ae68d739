"""Phone numbers: typed in many ways, stored `+6281234567890`, shown `0812-3456-7890`, dialled without the plus."""

import re
import unicodedata
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HIDDEN = "••••"
SIGNS = re.compile(r"[\s\-().\u2010-\u2015]+")
COUNTRY = re.compile(r"(?:\+|00)?62")
# Without the country's 62 or the leading 0: mobile numbers begin with 8, area codes with 2 to 9; ITU-T E.164 allows
# 15 digits in all, Indonesia's plan uses 8 to 12 after the country code.
NATIONAL = re.compile(r"[2-9][0-9]{7,11}")
MOBILE = re.compile(r"8[1-9][0-9]{7,10}")


def to_e164(text: str) -> str:
    """`0812-3456-7890`, `62812…`, `+62 (812)…` and `812…` as `+628123456…`; ValueError for anything else."""
    digits = SIGNS.sub("", unicodedata.normalize("NFKC", text))
    bare = COUNTRY.sub("", digits, count=1) if COUNTRY.match(digits) else digits
    has_lead = bare != digits or bare.startswith("0")
    bare = bare.removeprefix("0")
    if (NATIONAL if has_lead else MOBILE).fullmatch(bare):
        return f"+62{bare}"
    raise ValueError(f"no Indonesian telephone number: {text!r}")


class PhoneField(forms.CharField):
    """A telephone number; `cleaned_data` holds it as +62…, the page keeps what was typed."""

    default_error_messages = {
        "required": _("Isi nomor HP."),
        "invalid": _("Nomor HP tidak lengkap atau salah. Contoh: 0812-3456-7890."),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "tel", "inputmode": "tel"}
        super().__init__(**{"widget": forms.TextInput({**attributes, "type": "tel"}), "max_length": 30, **options})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return to_e164(typed)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


def shown(phone: str) -> str:
    """`0812-3456-7890`; a number of another country as it is."""
    local = _local(phone)
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part) if local else phone


def masked(phone: str) -> str:
    """`0812-••••-7890`: enough to recognise one's own number, too little to call a stranger."""
    local = _local(phone)
    return f"{local[:4]}-{HIDDEN}-{local[-4:]}" if len(local) >= 10 else HIDDEN


def whatsapp(phone: str, text: str = "") -> str:
    """`https://wa.me/62…?text=…`, all of the text encoded; empty when the number is no Indonesian one."""
    if not _local(phone):
        return ""
    return f"https://wa.me/{phone[1:]}" + (f"?text={quote(text, safe='')}" if text else "")


def _local(phone: str) -> str:
    return f"0{phone[3:]}" if phone.startswith("+62") and phone[3:].isdigit() else ""
