from urllib.parse import parse_qs, urlsplit

from market.core import phones

SARI = "+6281234567890"


def test_a_number_is_shown_as_people_read_it():
    assert phones.shown(SARI) == "0812-3456-7890"
    assert phones.shown("+62275321456") == "0275-3214-56"
    assert phones.shown("+6591234567") == "+6591234567"
    assert phones.shown("") == ""


def test_a_masked_number_hides_the_middle():
    assert phones.masked(SARI) == "0812-••••-7890"
    assert "3456" not in phones.masked(SARI)
    assert phones.masked("+6281") == "••••"
    assert phones.masked("") == "••••"


def test_the_whatsapp_link_encodes_all_of_the_text():
    text = "Halo Bu Sari, 1,5 kg & rasa pedas? http://127.0.0.1:8000/barang/keripik-1/"
    link = phones.whatsapp(SARI, text)
    assert link.startswith("https://wa.me/6281234567890?text=Halo%20Bu%20Sari%2C%201%2C5%20kg%20%26")
    assert parse_qs(urlsplit(link).query) == {"text": [text]}
    assert phones.whatsapp(SARI) == "https://wa.me/6281234567890"
    assert phones.whatsapp("0812") == ""
