"""Form fields for the parts of an address that people write in many ways."""

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

LETTERED = re.compile(r"(rt|rw)?\s*0*(\d{1,3})", re.I)
SEPARATORS = re.compile(r"[\s./,:;\-]*")
DIGITS = 3


class RtRw(NamedTuple):
    """The two smallest units of a village, three digits each, or empty."""

    rt: str = ""
    rw: str = ""

    def __str__(self) -> str:
        return "/".join(f"{title} {number}" for title, number in (("RT", self.rt), ("RW", self.rw)) if number)


def read_rt_rw(text: str) -> RtRw:
    """`3/2`, `003/002`, `RT 3 RW 2`, `rt.03/rw.02`, `RW 2 RT 3` -> RT 003, RW 002; zeros mean none; else ValueError."""
    pairs = LETTERED.findall(re.sub(r"\b(rt|rw)[.\s:]*", r"\1 ", text.lower()))
    if SEPARATORS.fullmatch(LETTERED.sub("", re.sub(r"\b(rt|rw)[.\s:]*", r"\1 ", text.lower()))) is None:
        raise ValueError(f"no RT/RW: {text!r}")
    if not 1 <= len(pairs) <= 2:
        raise ValueError(f"no RT/RW: {text!r}")
    places: dict[str, str] = {}
    for title, number in zip(("rt", "rw"), pairs, strict=False):
        places.setdefault(number[0] or title, "" if int(number[1]) == 0 else number[1].zfill(DIGITS))
    if len(places) != len(pairs):
        raise ValueError(f"twice the same: {text!r}")
    return RtRw(**places)


class RtRwField(forms.CharField):
    """RT and RW in one line; the cleaned value is an RtRw."""

    default_error_messages = {"invalid": _("Tulis RT/RW seperti 3/2 atau RT 003/RW 002.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, "required": False, **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return read_rt_rw(typed) if typed else RtRw()
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class PostcodeField(forms.CharField):
    """Five digits; may be left empty, the form then takes the village's."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code", "size": 6})
        super().__init__(**{"required": False, "max_length": 10, "widget": widget, **options})
        self.validators.append(RegexValidator(r"^[0-9]{5}$", _("Kode pos terdiri dari 5 angka.")))
