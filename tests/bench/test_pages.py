"""What the bench promises of every page, held in the ordinary tests: few queries, and no more with more goods."""

import json

import pytest
from django.test import Client

from market.address.loading import load_regions
from market.catalogue import keeping
from market.catalogue.models import Category
from market.partner.models import Partner
from tests.bench import doors, parcels, table
from tests.bench.measure import Row, Step, caught, measure
from tests.bench.seed import seed, write_goods

MOST_ON_A_PAGE, MOST_FOR_AN_ORDER, MOST_AT_THE_DESK = 8, 40, 12
NEEDED = ("home", "category", "category_50", "search", "product", "basket", "place_order",
          "api_category", "api_search", "api_product")  # fmt: skip


@pytest.fixture
def market(db, carriers):
    load_regions(only=["33.06.08", "31.71.06"])
    seed(goods=80, sellers=8)


def count_all() -> dict[str, tuple[bool, int]]:
    """Whether it is a buyer's page, and its queries once everything that is kept in memory is there."""
    cast = doors.Cast()
    found = {}
    for step in (*doors.reading(cast), *doors.buying(cast)):
        step.ask(step.ready())
        statements, answer = caught(step)
        assert answer.status_code in (200, 302), step.name
        found[step.name] = (step.buyer_page, len(statements))
    return found


def test_no_page_takes_more_than_eight_queries_however_many_goods(market):
    few = count_all()
    assert {name: n for name, (is_page, n) in few.items() if is_page and n > MOST_ON_A_PAGE} == {}
    assert few["place_order"][1] <= MOST_FOR_AN_ORDER
    assert sum(is_page for is_page, _n in few.values()) >= 14
    keeping.take_down()
    write_goods(range(80, 1_080), list(Partner.objects.order_by("pk")), list(Category.objects.filter(depth=2)))
    keeping.rebuild()
    keeping.put_up()
    many = count_all()
    assert {name: (few[name], now) for name, now in many.items() if now[1] > few[name][1]} == {}


def test_the_operators_lists_take_at_most_twelve_queries_however_many_parcels(market):
    partner = Partner.objects.select_related("village").order_by("pk").first()
    parcels.write(partner, 120)
    for step in parcels.desk(partner):
        step.ask(None)
        statements, answer = caught(step)
        assert answer.status_code == 200, step.name
        assert len(statements) <= MOST_AT_THE_DESK, step.name


@pytest.mark.parametrize(
    "words", ["zzqx wvvk pppo aabb", "smabal zzqx wvvk pppo", "sambal zzqx wvvk pppo aabb ccdd eeff gghh"]
)
def test_a_search_that_finds_little_or_nothing_takes_no_more_than_eight_queries_either(market, words):
    client = Client()
    statements, answer = caught(Step("search", lambda _none: client.get("/cari/", {"q": words})))
    assert answer.status_code == 200
    assert len(statements) <= MOST_ON_A_PAGE


def test_a_row_tells_queries_times_and_its_distance_from_the_floor(market):
    steps = {step.name: step for step in doors.reading(doors.Cast())}
    row = measure(steps["api_product"], bare_ms=0.1, runs=5)
    assert (row.queries, row.buyer_page, row.rps) == (3, False, None)
    assert 0 < row.median_ms <= row.p95_ms
    assert row.ratio_floor > 1
    assert row.bytes > 200


def test_the_bench_keeps_its_table_under_the_names_that_are_asked_for(market, tmp_path, capsys):
    cast = doors.Cast()
    names = [step.name for step in (*doors.reading(cast), *doors.buying(cast))]
    assert set(NEEDED) <= set(names)
    rows = [Row(name, True, 2, 1.5, 2.0, None, 900, 3.0) for name in names]
    table.keep(rows, tmp_path / "bench" / "last.json")
    kept = json.loads((tmp_path / "bench" / "last.json").read_text())["rows"]
    assert [one["name"] for one in kept] == names
    assert set(kept[0]) == {"name", "buyer_page", "queries", "median_ms", "p95_ms", "rps", "bytes", "ratio_floor"}
    table.show(rows)
    assert "place_order" in capsys.readouterr().out
