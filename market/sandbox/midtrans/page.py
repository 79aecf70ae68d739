"""The page on which a person pays. Plain HTML, works without JavaScript and at 360 px, and says SIMULASI."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from html import escape
from urllib.parse import urlencode, urlsplit

import segno

from market.core.money import rupiah
from market.sandbox.door import page as frame
from market.sandbox.midtrans.account import WIB, Account, Row
from market.sandbox.midtrans.methods import WAYS, Way
from market.sandbox.scene import Request, Response, Scene

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
PATH = "/snap/v3/redirection/{token}"
STYLE = """<style>
body{max-width:30rem;background:#faf7f2;color:#24201a}h1{font-size:1.25rem;margin:.5rem 0}
.bill{background:#fff;border:1px solid #e3dccf;border-radius:.75rem;padding:1rem;margin:0 0 1rem}
.sum{font-size:1.9rem;font-weight:bold;margin:.2rem 0}.small{color:#5d564b;font-size:.9rem;margin:.2rem 0}
fieldset{border:0;padding:0;margin:0}legend{font-weight:bold;padding:0;margin-bottom:.5rem}
label{display:flex;gap:.75rem;align-items:center;min-height:3rem;padding:0 .75rem;border:1px solid #e3dccf;
border-radius:.75rem;background:#fff;margin:.4rem 0}input[type=radio]{width:1.3rem;height:1.3rem}
button,.go{display:block;width:100%;box-sizing:border-box;min-height:3rem;border:0;border-radius:.75rem;font-weight:bold;
background:#1d5c3a;color:#fff;text-align:center;text-decoration:none;line-height:1.5;padding:.75rem}
.qr{text-align:center}.qr svg{width:15rem;max-width:100%;height:auto;background:#fff}
.code{font:bold 1.4rem monospace;letter-spacing:.05em;overflow-wrap:anywhere}</style>"""


def routes(stage: Scene, account: Account) -> None:
    """Hang the page and its two buttons on the stage."""
    stage.route("GET", PATH, "page", partial(show, account))
    stage.route("POST", f"{PATH}/choose", "page", partial(choose, account))
    stage.route("POST", f"{PATH}/pay", "page", partial(pay, account))


def show(account: Account, request: Request) -> Response:
    page = account.table("pages").get(request.params["token"])
    if page is None:
        return _whole("Halaman tidak ditemukan", "<p>Alamat pembayaran ini tidak dikenal.</p>", 404)
    row = account.payment(page["order_id"])
    if row and row["status"] in ("settlement", "partial_refund", "refund"):
        return _whole("Pembayaran diterima", _bill(page) + _back(page, row, "200", "Kembali ke toko"))
    if row and row["status"] == "pending":
        return _whole(WAYS[row["way"]].label, _bill(page) + _waiting(page, row))
    if row or account.page_state(page) != "open":
        gone = "<p>Waktu membayar sudah habis atau pembayaran ini dibatalkan.</p>"
        return _whole("Sudah tidak berlaku", _bill(page) + gone + _back(page, row, "202", "Kembali ke toko"))
    return _whole("Pilih cara bayar", _bill(page) + _choices(page))


def choose(account: Account, request: Request) -> Response:
    """Take a way to pay; pressed twice it is taken once."""
    page = account.table("pages").get(request.params["token"])
    word = request.form.get("method", "")
    if page is None or not any(way.word == word for way in offered(page)):
        return _again(request, page)
    if account.payment(page["order_id"]) is None and account.page_state(page) == "open":
        account.choose(page, word)
    return _again(request, page)


def pay(account: Account, request: Request) -> Response:
    """The money leaves the simulated wallet; pressed twice it leaves once."""
    page = account.table("pages").get(request.params["token"])
    row = account.payment(page["order_id"]) if page else None
    if row and row["status"] == "pending":
        account.pay(row)
    return _again(request, page)


def offered(page: Row) -> list[Way]:
    """What was asked for (all when nothing was), as far as it carries the amount."""
    wanted = page["request"].get("enabled_payments") or list(WAYS)
    gross = page["request"]["transaction_details"]["gross_amount"]
    return [way for way in WAYS.values() if way.word in wanted and way.min_rupiah <= gross <= way.max_rupiah]


def _again(request: Request, page: Row | None) -> Response:
    if page is None:
        return _whole("Halaman tidak ditemukan", "<p>Alamat pembayaran ini tidak dikenal.</p>", 404)
    return Response("", 303, {"Location": PATH.replace("{token}", page["token"])})


def _whole(title: str, content: str, status: int = 200) -> Response:
    return Response(
        frame(title, STYLE + content), status, {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    )


def _bill(page: Row) -> str:
    details = page["request"]["transaction_details"]
    ends = datetime.fromisoformat(page["ends_at"]).astimezone(WIB)
    return (
        f'<div class="bill"><p class="small">Pesanan {escape(details["order_id"])}</p>'
        f'<p class="sum">{rupiah(details["gross_amount"])}</p><p class="small">Bayar sebelum {_moment(ends)}</p></div>'
    )


def _moment(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H.%M} WIB"


def _choices(page: Row) -> str:
    ways = "".join(
        f'<label><input type="radio" name="method" value="{way.word}" required> {escape(way.label)}</label>'
        for way in offered(page)
    )
    path = f"{PATH.replace('{token}', page['token'])}/choose"
    fields = f"<fieldset><legend>Cara bayar</legend>{ways}</fieldset>"
    return f'<form method="post" action="{path}">{fields}<button>Lanjut</button></form>'


def _waiting(page: Row, row: Row) -> str:
    way = WAYS[row["way"]]
    path = f"{PATH.replace('{token}', page['token'])}/pay"
    shown = _picture(row) if way.has_picture else _code(row, way)
    return f'{shown}<form method="post" action="{path}"><button>Bayar</button></form>'


def _picture(row: Row) -> str:
    """A QR that no wallet can take for a real one: it only says what it is."""
    words = f"SIMULASI {row['order_id']} {rupiah(row['gross'])}"
    svg = segno.make(words, error="m", micro=False).svg_inline(omitsize=True, dark="#24201a", border=4)
    words = '<p class="small">Pindai, atau tekan Bayar.</p>'
    return f'<div class="qr"><div role="img" aria-label="Kode QR simulasi">{svg}</div>{words}</div>'


def _code(row: Row, way: Way) -> str:
    facts = way.facts(row["order_id"], "")
    numbers = facts.get("va_numbers", [{}])[0].get("va_number") or facts.get("permata_va_number")
    number = numbers or facts.get("payment_code") or f"{facts.get('biller_code')} {facts.get('bill_key')}"
    return (
        f'<div class="bill"><p class="small">Nomor pembayaran {escape(way.label)}</p><p class="code">{number}</p></div>'
    )


def _back(page: Row, row: Row | None, code: str, words: str) -> str:
    """The way home, with the words that Midtrans adds; they prove nothing."""
    finish = (page["request"].get("callbacks") or {}).get("finish", "")
    if urlsplit(finish).scheme not in ("http", "https"):
        return "<p>Silakan kembali ke toko.</p>"
    told = {"order_id": page["order_id"], "status_code": code, "transaction_status": row["status"] if row else "expire"}
    link = f"{finish}{'&' if '?' in finish else '?'}{urlencode(told)}"
    return f'<a class="go" href="{escape(link)}">{words}</a>'
