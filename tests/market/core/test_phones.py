"""Telephone numbers as people type them."""

import pytest
from django import forms

from market.core.phones import PhoneField, to_e164


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890", "6281234567890", "+6281234567890", "81234567890", "0812-3456-7890", "(0812) 3456 7890",
        "+62 812 3456 7890", "+62 (0)812-3456-7890", "0062 812 3456 7890", " 0812.3456.7890 ", "0812–3456–7890",
        "０８１２３４５６７８９０",
    ],
)  # fmt: skip
def test_andis_number_is_kept_in_one_form_however_he_types_it(typed):
    assert to_e164(typed) == "+6281234567890"


def test_a_house_telephone_is_a_number_too():
    assert to_e164("(0275) 321-456") == "+62275321456"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0812",
        "halo",
        "08123456789012345",
        "+65 8123 4567",
        "0812abc4567",
        "000000000",
        "275321456",
        "+",
        "٠٨١٢٣٤٥٦٧٨٩",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="no Indonesian"):
        to_e164(typed)


class OnlyPhone(forms.Form):
    phone = PhoneField(label="Nomor HP")


def test_the_field_keeps_the_number_clean_and_says_what_is_wrong():
    assert OnlyPhone({"phone": "0812-3456-7890"}).is_valid()
    wrong = OnlyPhone({"phone": "0812"})
    assert wrong.errors == {"phone": ["Nomor HP tidak lengkap atau salah. Contoh: 0812-3456-7890."]}
    assert wrong["phone"].value() == "0812"
    assert OnlyPhone({"phone": ""}).errors == {"phone": ["Isi nomor HP."]}
