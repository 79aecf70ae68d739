"""The file that a bank's own portal takes when there is no IRIS: one line for each payout of a checked batch.

Columns as the mass-transfer sheets of BRI and BNI have them; each bank's portal lets the treasurer map them once.
"""

import csv
import io
import re

from market.payments.payouts.banks import BANKS
from market.payments.payouts.models import Payout, PayoutBatch

COLUMNS = ("No", "Nama Penerima", "Bank", "Nomor Rekening", "Jumlah", "Keterangan")
NOT_FOR_BANKS = re.compile(r"[^A-Za-z0-9 .,'/-]+")


def written(batch: PayoutBatch) -> str:
    """The whole file, with the sum as its last line. Only what is to be sent; amounts are plain numbers."""
    rows = batch.payouts.exclude(state__in=[Payout.State.DROPPED, Payout.State.DRAFT]).order_by("pk")
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(COLUMNS)
    total = 0
    for position, row in enumerate(rows, start=1):
        name = NOT_FOR_BANKS.sub(" ", row.holder_name).strip(" -+=@")
        out.writerow([position, name, BANKS[row.bank_code], row.account_number, row.amount_rupiah, row.number])
        total += row.amount_rupiah
    out.writerow(["", "", "", "", total, batch.number])
    return made.getvalue()
