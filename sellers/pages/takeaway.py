"""Everything of a seller's own in one ZIP (SE-24): goods with photos, orders, turnover, money, papers, record.

The buyer's phone and street stay out of it: they are the buyer's, and the seller reads them where a look is noted.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.catalogue.models import ProductImage
from market.core.export import csv_of
from market.order.models import Line, Review
from market.partner.models import Partner
from market.users import records
from sellers import consents
from sellers.access import SellerRequest, seller_goods, seller_orders, seller_page
from sellers.pages import sales
from sellers.pages.money import statement
from sellers.papers import keeping

MOST_PHOTO_BYTES = 300_000_000  # beyond that the photos stay on their pages, and the list says where
IN_MEMORY = 8_000_000
MOST_ROWS = 50_000


@seller_page
@require_GET
def data(request: SellerRequest) -> HttpResponse:
    """GET: what the file holds, and the button."""
    return render(request, "sellers/data.html", {"section": "more"})


@seller_page
@require_POST
def download(request: SellerRequest) -> FileResponse:
    """POST: the ZIP, made now; its photos are not packed again."""
    made = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the answer closes it
    write(made, request.partner)  # type: ignore[arg-type]
    made.seek(0)
    name = f"{request.partner.code}-{timezone.localdate():%Y%m%d}.zip"
    return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")


def write(out: IO[bytes], partner: Partner) -> None:
    """Fill `out` with the ZIP of this seller. Some twenty queries, whatever the number of goods and orders."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, (columns, rows) in _tables(partner).items():
            file.writestr(f"{name}.csv", csv_of(columns, rows))
        file.writestr("data.json", json.dumps(_facts(partner), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        left_out = [name for name, content in _photos(partner) if not _put(file, name, content)]
        for name, content in _papers(partner):
            file.writestr(name, content, zipfile.ZIP_STORED)
        if left_out:
            file.writestr("foto/TIDAK-ADA-DI-SINI.txt", "\n".join(left_out))


def _tables(partner: Partner) -> dict[str, tuple[list[str], list[list[Any]]]]:
    goods = seller_goods(partner).order_by("product_id")[:MOST_ROWS]
    lines = Line.objects.filter(seller_order__in=seller_orders(partner)).select_related("seller_order", "order")
    money = statement.lines_of(partner, list(statement.grouped(partner)[:MOST_ROWS]))
    return {
        "barang": (
            [_("Nomor"), _("Nama barang"), _("Harga (Rp)"), _("Satuan"), _("Stok"), _("Berat (gram)"), _("Cerita")],
            [
                [x.product_id, x.product.title, int(x.price or 0), x.product.unit, x.num_in_stock or 0,
                 x.product.weight_grams, x.product.description]
                for x in goods
            ],
        ),
        "pesanan": (
            [_("Nomor"), _("Kapan"), _("Keadaan"), _("Nama barang"), _("Banyaknya"), _("Jumlah (Rp)"), _("Pembeli")],
            [
                [x.seller_order.number, _moment(x.order.date_placed), x.seller_order.get_state_display(), x.title,
                 x.amount, x.price_rupiah, x.order.buyer_name]
                for x in lines.order_by("-seller_order__pk", "pk")[:MOST_ROWS]
            ],
        ),
        "omzet": (
            [_("Bulan"), _("Lewat Lumbung (Rp)"), _("Tunai dicatat (Rp)"), _("Jumlah (Rp)")],
            [[x["on"], x["shop"], x["cash"], x["sum"]] for x in sales.table(partner, sales.MONTH)],
        ),
        "uang": (
            [_("Kapan"), _("Nomor"), _("Apa"), _("Di mana uangnya"), _("Bukti"), _("Jumlah (Rp)")],
            [[_moment(x.at), x.number, x.what, x.who_holds, x.proof, x.amount_rupiah] for x in money],
        ),
    }  # fmt: skip


def _facts(partner: Partner) -> dict[str, Any]:
    return {
        "made_at": timezone.now(),
        "shop": {"code": partner.code, "name": partner.name, "phone": partner.phone, "tagline": partner.tagline,
                 "story": partner.story, "village": partner.village_id, "approved_at": partner.approved_at},
        "papers": list(partner.papers.values("kind", "number", "expires_on")),
        "consents": list(
            consents.history(partner.phone).values("kind", "version", "text", "given_at", "withdrawn_at")
        ),
        "reviews": list(Review.objects.filter(partner=partner).values("title", "score", "words", "made_at", "answer")),
        "looks": list(records.looks_at(partner.pk).values("at", "by_name", "office", "what", "purpose")),
        "deeds": list(records.deeds_for(partner.pk).values("at", "by_name", "what", "about", "reason")),
    }  # fmt: skip


def _photos(partner: Partner) -> Iterator[tuple[str, str]]:
    """The largest JPEG of each photograph: its name in the ZIP, and where it lies."""
    rows = ProductImage.objects.filter(product__partner=partner).select_related("product")
    for one in rows.order_by("product_id", "display_order", "pk"):
        if one.sizes:
            title = slugify(one.product.title)[:40] or "barang"
            name = f"foto/{one.product_id}-{title}-{one.display_order + 1}.jpg"
            yield name, f"{one.sizes['stem']}-{one.sizes['sizes'][-1][0]}.jpg"


def _put(file: zipfile.ZipFile, name: str, lies: str) -> bool:
    """Pack a photograph as it is; False when it is not there, or the ZIP is full."""
    if not default_storage.exists(lies):
        return False
    packed = sum(one.file_size for one in file.infolist() if one.filename.startswith("foto/"))
    if packed + default_storage.size(lies) > MOST_PHOTO_BYTES:
        return False
    with default_storage.open(lies) as photo:
        file.writestr(name, photo.read(), zipfile.ZIP_STORED)
    return True


def _papers(partner: Partner) -> Iterator[tuple[str, bytes]]:
    for row in partner.papers.exclude(file="").order_by("kind"):
        content, _kind = keeping.read(row)
        yield f"surat/{row.kind}.{row.file.rsplit('.', 1)[-1]}", content


def _moment(at: Any) -> Any:
    return timezone.localtime(at).replace(tzinfo=None) if at else None
