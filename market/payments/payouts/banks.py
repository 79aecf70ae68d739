"""The banks that sellers of villages use, by the codes of IRIS, with the lengths of their account numbers."""

BANKS = {
    "bri": "BRI",
    "bni": "BNI",
    "mandiri": "Mandiri",
    "bca": "BCA",
    "bsi": "Bank Syariah Indonesia",
    "btn": "BTN",
    "bjb": "Bank BJB",
    "jateng": "Bank Jateng",
    "lampung": "Bank Lampung",
    "danamon": "Danamon",
    "cimb": "CIMB Niaga",
    "permata": "Permata",
}
LENGTHS = {"bca": (10, 10), "bri": (13, 17), "bni": (7, 11), "mandiri": (12, 17)}
ANY_LENGTH = (6, 20)


def length_of(bank_code: str) -> tuple[int, int]:
    """The fewest and the most digits of a number at that bank."""
    return LENGTHS.get(bank_code, ANY_LENGTH)
