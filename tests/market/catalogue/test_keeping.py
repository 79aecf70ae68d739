"""The database keeps what a list reads, whoever writes and however."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from market.address.loading import load_regions
from market.catalogue import keeping
from market.catalogue.models import Category, Product, ProductCategory, ProductClass, ProductImage, TreeVersion
from market.partner.models import Partner, StockRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari():
    load_regions(["33.06.08.2007", "18.09.10.2004"])
    return Partner.objects.create(
        code="keripik-sari", name="Keripik Bu Sari", village_id="33.06.08.2007", approved_at=timezone.now()
    )


@pytest.fixture
def keripik(sari):
    kind = ProductClass.objects.create(name="Barang")
    product = Product.objects.create(title="Keripik Singkong", slug="keripik", product_class=kind, partner=sari)
    StockRecord.objects.create(product=product, partner=sari, partner_sku="K1", price=Decimal(12_500), num_in_stock=10)
    product.refresh_from_db()
    return product


def fresh(product):
    return Product.objects.get(pk=product.pk)


def documents(words):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT rowid FROM catalogue_search WHERE catalogue_search MATCH %s ORDER BY 1", [words])
        else:
            cursor.execute(
                "SELECT product_id FROM catalogue_search WHERE words @@ to_tsquery('simple', %s) ORDER BY 1", [words]
            )
        return [row[0] for row in cursor.fetchall()]


def test_price_and_stock_stand_on_the_product_by_themselves(keripik):
    assert (keripik.price_rupiah, keripik.available, keripik.listed) == (12_500, True, True)
    assert keripik.village_id == "33.06.08.2007"
    StockRecord.objects.filter(product=keripik).update(price=13_000, num_allocated=10)
    after = fresh(keripik)
    assert (after.price_rupiah, after.available) == (13_000, False)


def test_a_stale_save_does_not_put_old_copies_back(keripik):
    StockRecord.objects.filter(product=keripik).update(price=14_000, num_in_stock=0)
    keripik.title = "Keripik Singkong Asin"
    keripik.save()
    after = fresh(keripik)
    assert (after.title, after.price_rupiah, after.available) == ("Keripik Singkong Asin", 14_000, False)


def test_without_the_triggers_a_stale_save_breaks_the_list(keripik):
    keeping.take_down()
    StockRecord.objects.filter(product=keripik).update(price=14_000)
    keripik.save()
    assert fresh(keripik).price_rupiah == 12_500
    keeping.put_up()
    keeping.rebuild()
    assert fresh(keripik).price_rupiah == 14_000


def test_fewer_in_stock_than_the_smallest_order_is_not_available(keripik):
    Product.objects.filter(pk=keripik.pk).update(minimum_steps=11)
    assert fresh(keripik).available is False


def test_goods_of_a_suspended_seller_leave_the_lists_and_come_back(keripik, sari):
    Partner.objects.filter(pk=sari.pk).update(suspended_at=timezone.now())
    assert fresh(keripik).listed is False
    Partner.objects.filter(pk=sari.pk).update(suspended_at=None)
    assert fresh(keripik).listed is True
    Product.objects.filter(pk=keripik.pk).update(is_public=False)
    assert fresh(keripik).listed is False


def test_the_first_photo_is_the_cover(keripik):
    second = ProductImage.objects.create(product=keripik, original="b.jpg", display_order=1, sizes={"stem": "b"})
    first = ProductImage.objects.create(product=keripik, original="a.jpg", display_order=0, sizes={"stem": "a"})
    assert fresh(keripik).cover == {"stem": "a"}
    first.delete()
    assert fresh(keripik).cover == {"stem": "b"}
    second.delete()
    assert fresh(keripik).cover == {}


def test_goods_move_with_their_seller_and_their_category(keripik, sari):
    food = Category.objects.add_root({"name": "Makanan"})
    snacks = Category.objects.add_child(food, {"name": "Camilan"})
    ProductCategory.objects.create(product=keripik, category=snacks)
    assert fresh(keripik).category_path == snacks.path
    other = Category.objects.add_root({"name": "Lain"})
    Category.objects.move(Category.objects.get(pk=snacks.pk), Category.objects.get(pk=other.pk), "first-child")
    assert fresh(keripik).category_path == Category.objects.get(pk=snacks.pk).path != snacks.path
    Partner.objects.filter(pk=sari.pk).update(village_id="18.09.10.2004")
    assert fresh(keripik).village_id == "18.09.10.2004"


def test_the_search_document_follows_title_seller_category_and_deletion(keripik, sari):
    assert documents("singkong") == [keripik.pk]
    Product.objects.filter(pk=keripik.pk).update(title="Emping Melinjo")
    assert (documents("singkong"), documents("emping")) == ([], [keripik.pk])
    Partner.objects.filter(pk=sari.pk).update(name="Dapur Sari")
    assert documents("dapur") == [keripik.pk]
    ProductCategory.objects.create(product=keripik, category=Category.objects.add_root({"name": "Camilan"}))
    assert documents("camilan") == [keripik.pk]
    Category.objects.filter(name="Camilan").update(name="Kudapan")
    assert (documents("camilan"), documents("kudapan")) == ([], [keripik.pk])
    StockRecord.objects.all().delete()
    keripik.delete()
    assert documents("emping") == []


def test_every_change_of_the_tree_has_a_new_version(db):
    seen = []
    food = Category.objects.add_root({"name": "Makanan"})
    seen.append(TreeVersion.objects.get().number)
    Category.objects.add_child(food, {"name": "Camilan"})
    seen.append(TreeVersion.objects.get().number)
    Category.objects.filter(name="Camilan").update(name="Kudapan")
    seen.append(TreeVersion.objects.get().number)
    assert len(set(seen)) == 3


def test_triggers_may_be_put_up_again_and_again(keripik):
    keeping.put_up()
    keeping.put_up()
    StockRecord.objects.filter(product=keripik).update(price=15_000)
    assert fresh(keripik).price_rupiah == 15_000
    assert isinstance(fresh(keripik).date_created, datetime)
