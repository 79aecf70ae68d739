"""H13: the QRIS text against the worked vectors of the standard's shape: checksum, sum, bill number, refusals."""

import pytest

from market.core.errors import Refused
from market.payments.gateways import emv

STATIC = (
    "00020101021126630016ID.CO.CONTOH.WWW0118936000000000000012021000000000010303UMI51440014ID.CO.QRIS.WWW0215"
    "ID10200000000010303UMI5204541153033605802ID5918WARUNG PINTAR DESA6011KAB. CONTOH6105570006304605F"
)
WITH_25000 = (
    "00020101021226630016ID.CO.CONTOH.WWW0118936000000000000012021000000000010303UMI51440014ID.CO.QRIS.WWW0215"
    "ID10200000000010303UMI5204541153033605405250005802ID5918WARUNG PINTAR DESA6011KAB. CONTOH61055700063040FF9"
)
WITH_BILL = (
    "00020101021226630016ID.CO.CONTOH.WWW0118936000000000000012021000000000010303UMI51440014ID.CO.QRIS.WWW0215"
    "ID10200000000010303UMI5204541153033605405251375802ID5918WARUNG PINTAR DESA6011KAB. CONTOH610557000"
    "62120108PA7K2M9Q630460D7"
)


def sealed(body: str) -> str:
    """A code of that body with a checksum that fits."""
    return f"{body}6304" + emv.crc(f"{body}6304")


def test_h13_the_checksum_of_the_standard():
    assert emv.crc("123456789") == "29B1"
    assert [tag for tag, _value in emv.read(STATIC)] == ["00", "01", "26", "51", "52", "53", "58", "59", "60", "61"]


def test_h13_a_sum_is_put_in_where_the_standard_wants_it():
    assert emv.with_amount(STATIC, 25_000) == WITH_25000


def test_h13_a_sum_with_its_bill_number():
    assert emv.with_amount(STATIC, 25_137, "PA7K2M9Q") == WITH_BILL
    assert dict(emv.read(WITH_BILL))["54"] == "25137"


def test_a_tip_is_dropped_and_other_words_beside_the_bill_stay():
    tipped = sealed(STATIC[:-8] + "550201" + "62070703A01")
    made = dict(emv.read(emv.with_amount(tipped, 10_000, "B1")))
    assert "55" not in made
    assert made["62"] == "0102B10703A01"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (STATIC[:-1] + "E", "bad_crc"),
        (STATIC.replace("DESA", "DESO"), "bad_crc"),
        (WITH_25000, "has_amount"),
        (STATIC.replace("WARUNG", "WARÜNG"), "not_ascii"),
        (sealed(STATIC[:-8].replace("5802ID", "5802MY")), "not_rupiah"),
        (sealed(STATIC[:-8].replace("5303360", "5303840")), "not_rupiah"),
        (sealed("0002010102115303360" + "5802ID"), "no_merchant"),
        (sealed("00020101021"), "bad_shape"),
        (sealed("00020101AB12"), "bad_shape"),
        ("", "bad_crc"),
        ("6304", "bad_crc"),
    ],
)
def test_h13_what_is_harmed_or_not_ours_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        emv.with_amount(text, 25_000)
    assert refused.value.code == code


@pytest.mark.parametrize("amount", [0, -5, 10**13])
def test_a_sum_that_fits_no_field_is_refused(amount):
    with pytest.raises(Refused):
        emv.with_amount(STATIC, amount)
