"""A large market, written in bulk: enough rows that a query which grows with the goods is seen at once."""

import random
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify

from market.address.models import Village
from market.catalogue import keeping
from market.catalogue.models import Category, Product, ProductCategory, ProductClass, ProductImage
from market.partner.models import Partner, PartnerAddress, StockRecord

SEED = 20_261_122
BATCH = 2_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = (
    *("Keripik", "Kopi", "Batik", "Gethuk", "Madu", "Gula", "Tempe", "Emping", "Kerupuk", "Abon"),
    *("Sambal", "Teh", "Jahe", "Beras", "Telur", "Anyaman", "Tenun", "Gerabah", "Dodol", "Wajik"),
)
MANNERS = (
    *("Pisang", "Singkong", "Lindri", "Robusta", "Arabika", "Tulis", "Cap", "Semut", "Merah", "Hutan"),
    *("Kelapa", "Aren", "Pedas", "Manis", "Gurih", "Asin", "Melinjo", "Udang", "Pandan", "Bambu"),
)
PLACES = ("Krandegan", "Hanura", "Bayan", "Teluk", "Lereng", "Sawah", "Kebun", "Pesisir", "Bukit", "Lembah")
ROOTS, LEAVES = 8, 4
SIZES = [[320, 240], [640, 480], [1280, 960]]


def seed(goods: int, sellers: int) -> None:
    """Sellers in as many villages, a tree of 8 x 4 categories, goods spread over both, with stock and one photo each.

    The database's own triggers rest meanwhile: they act on every row, and `keeping.rebuild` does it once for all.
    """
    partners = write_partners(sellers)
    leaves = write_categories()
    keeping.take_down()
    try:
        for start in range(0, goods, BATCH):
            write_goods(range(start, min(start + BATCH, goods)), partners, leaves)
        keeping.rebuild()
    finally:
        keeping.put_up()


def write_partners(count: int) -> list[Partner]:
    codes = list(Village.objects.order_by("code").values_list("code", flat=True))
    villages = [codes[number * len(codes) // count] for number in range(count)]
    partners = Partner.objects.bulk_create(
        Partner(
            code=f"toko-{number}",
            name=f"Toko {PLACES[number % len(PLACES)]} {number}",
            village_id=code,
            phone=f"+62812{number:08d}",
            tagline="Dari dapur sendiri",
            approved_at=timezone.now(),
        )
        for number, code in enumerate(villages)
    )
    PartnerAddress.objects.bulk_create(
        PartnerAddress(
            partner=one, village_id=one.village_id, line1="Jl. Raya 1", country_id="ID", phone=one.phone, rt="001"
        )
        for one in partners
    )
    return list(partners)


def write_categories() -> list[Category]:
    leaves = []
    for kind in KINDS[:ROOTS]:
        root = Category.objects.add_root(_named(f"{kind} dan kawan"))
        leaves += [Category.objects.add_child(root, _named(f"{kind} {word}")) for word in MANNERS[:LEAVES]]
    return leaves


def _named(name: str) -> dict[str, str]:
    return {"name": name, "slug": slugify(name)}


def write_goods(numbers: range, partners: list[Partner], leaves: list[Category]) -> None:
    dice = random.Random(SEED + numbers.start)
    kind = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})[0]
    products = []
    for number in numbers:
        title = f"{dice.choice(KINDS)} {dice.choice(MANNERS)} {dice.choice(PLACES)} {number}"
        description = "Dibuat di rumah dengan bahan dari kebun sendiri. " * 4
        products.append(
            Product(
                title=title, slug=slugify(title), product_class=kind, partner=partners[number % len(partners)],
                structure=Product.STANDALONE, description=description, weight_grams=dice.randrange(100, 2_000),
                length_mm=200, width_mm=150, height_mm=80, shelf_life_days=90,
            )
        )  # fmt: skip
    made = Product.objects.bulk_create(products)
    StockRecord.objects.bulk_create(
        StockRecord(
            product=one, partner=one.partner, partner_sku=f"S{number}", price=dice.randrange(10, 400) * 500,
            num_in_stock=1_000_000, num_allocated=0,
        )
        for number, one in zip(numbers, made, strict=True)
    )  # fmt: skip
    ProductCategory.objects.bulk_create(ProductCategory(product=one, category=dice.choice(leaves)) for one in made)
    ProductImage.objects.bulk_create(
        ProductImage(product=one, original=f"barang/b{number}.jpg", sizes=photo(number))
        for number, one in zip(numbers, made, strict=True)
    )
    for number, one in zip(numbers, made, strict=True):
        one.date_created = FIRST + timedelta(minutes=number)
    Product.objects.bulk_update(made, ["date_created"], batch_size=400)


def photo(number: int) -> dict[str, object]:
    """As `market.catalogue.photos` would keep it; no page opens the file itself."""
    return {
        "stem": f"barang/{number % 256:02x}/{number}",
        "sizes": SIZES,
        "formats": ["avif", "jpg"],
        "colour": "#c9a26b",
    }
