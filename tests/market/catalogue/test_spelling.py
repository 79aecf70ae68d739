"""People write as they speak: the same word comes out the same, in Python and in the database."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from market.catalogue import spelling


def test_old_and_careless_spellings_meet():
    assert spelling.fold("Gethuk Lindri") == spelling.fold("getuk lindri")
    assert spelling.fold("Poerworedjo") == spelling.fold("Purworejo")
    assert spelling.bones("keripik") == spelling.bones("kripik") == "krpk"
    assert spelling.bones("batk") == spelling.bones("batik")
    assert spelling.words("  Kopi, Hanura! (é) ") == ["kopi", "hanura", "e"]


def test_how_far_words_are_apart():
    assert spelling.distance("kopi", "kopi") == 0
    assert spelling.distance("koip", "kopi") == 1
    assert spelling.distance("madu", "mado") == 1
    assert spelling.distance("batik", "rendang") == 3


@pytest.mark.django_db
@given(text=st.text(alphabet="abcdefghijklmnopqrstuvwxyz ABCTH0123'-,", max_size=60))
def test_the_database_folds_as_python_does(text):
    source = "FROM (SELECT 1 AS id, CAST(%s AS text) AS t) p"
    sql = spelling.folded_sql(source, {"plain": "p.t", "bones": "p.t"}, consonants="bones").replace(
        "lower(p.t)", "lower(p.t)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [text])
        _id, plain, bones = cursor.fetchone()
    assert (plain, bones) == (spelling.fold(text), spelling.bones(text))
