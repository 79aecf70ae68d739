"""Kinds of business that villages have: five-digit codes of KBLI 2020, found by the words that people use.

The codes and titles are those of KBLI 2020 (BPS regulation 2/2020), shortened. KBLI 2025 (BPS regulation 7/2025) has
replaced it; this table has not been compared with it line by line, so every code says "perlu ditinjau" until somebody
has: the five digits are for finding, the OSS has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EDITION = "2020"
SOURCE = "KBLI 2020, Peraturan BPS 2/2020"
FOUND_MOST = 12

FOOD, DRINK, FRESH, CRAFT, CLOTH, CARE, OTHER = "food", "drink", "fresh", "craft", "cloth", "care", "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """`family` is what the rules of papers look at; `words` are what people type."""

    code: str
    title: str
    words: str
    family: str


KINDS = tuple(
    Kind(*one)
    for one in (
        ("10794", "Kerupuk, keripik, peyek dan sejenisnya", "keripik kripik kerupuk peyek rempeyek opak", FOOD),
        ("10792", "Kue basah", "jajan pasar kue basah gethuk getuk clorot lompong lemper klepon nagasari", FOOD),
        ("10710", "Roti dan kue kering", "roti kue kering bolu bakpia nastar cookies", FOOD),
        ("10391", "Tempe kedelai", "tempe", FOOD),
        ("10392", "Tahu kedelai", "tahu", FOOD),
        ("10793", "Makanan dari kedelai dan kacang lainnya", "kacang oncom sari kedelai enting", FOOD),
        ("10399", "Pengolahan buah dan sayur lainnya", "manisan asinan dodol buah selai buah kering salak", FOOD),
        ("10722", "Gula merah", "gula jawa gula merah gula aren gula kelapa gula semut nira", FOOD),
        ("10772", "Bumbu masak", "bumbu sambal rempah terasi rendang bubuk", FOOD),
        ("10771", "Kecap", "kecap", FOOD),
        ("10750", "Makanan dan masakan olahan", "lauk sate rendang abon bakso beku frozen katering", FOOD),
        ("10799", "Makanan lainnya", "makanan camilan jajanan lainnya madu olahan", FOOD),
        ("10510", "Pengolahan susu segar dan krim", "susu kambing sapi segar pasteurisasi", DRINK),
        ("10590", "Olahan susu lainnya", "keju kefir yogurt permen susu", FOOD),
        ("10631", "Penggilingan padi dan beras", "beras padi giling", FRESH),
        ("10211", "Ikan asin dan ikan kering", "ikan asin kering teri garam", FOOD),
        ("10761", "Pengolahan kopi", "kopi bubuk biji sangrai robusta arabika", DRINK),
        ("10763", "Pengolahan teh", "teh", DRINK),
        ("11040", "Minuman ringan", "minuman sirup es sari buah jus", DRINK),
        ("21022", "Obat tradisional", "jamu herbal obat tradisional", CARE),
        ("20231", "Sabun dan pembersih rumah tangga", "sabun cuci pembersih", CARE),
        ("13134", "Batik", "batik tulis cap canting", CLOTH),
        ("13121", "Tenun", "kain tenun lurik gedog", CLOTH),
        ("13122", "Tenun ikat", "tenun ikat sumba", CLOTH),
        ("14111", "Pakaian jadi (konveksi)", "baju kaos konveksi pakaian jilbab", CLOTH),
        ("14120", "Penjahitan sesuai pesanan", "jahit penjahit pesanan kebaya", CLOTH),
        ("16291", "Anyaman rotan dan bambu", "anyaman bambu rotan besek tampah keranjang tas", CRAFT),
        ("16292", "Anyaman selain rotan dan bambu", "anyaman pandan mendong eceng gondok lontar tikar", CRAFT),
        ("16293", "Ukiran kayu", "ukir ukiran kayu topeng patung", CRAFT),
        ("23932", "Peralatan rumah tangga dari tanah liat", "gerabah tembikar tanah liat keramik cobek", CRAFT),
        ("31001", "Mebel kayu", "mebel furnitur meja kursi lemari kayu", CRAFT),
        ("31002", "Mebel rotan dan bambu", "mebel kursi rotan bambu", CRAFT),
        ("32903", "Kerajinan lainnya", "kerajinan hiasan suvenir souvenir gantungan rajut tapis sulam", CRAFT),
        ("01122", "Tanaman padi", "sawah petani padi gabah", FRESH),
        ("01131", "Sayuran daun", "sayur kangkung bayam sawi kol", FRESH),
        ("01220", "Buah tropis", "buah manggis durian pisang mangga rambutan salak", FRESH),
        ("01443", "Kambing perah", "kambing etawa susu ternak", FRESH),
        ("01462", "Ayam petelur", "telur ayam petelur", FRESH),
        ("56103", "Kedai makanan", "warung makan kedai soto bakso", FOOD),
    )
)  # fmt: skip
BY_CODE = {one.code: one for one in KINDS}


def find(text: str) -> list[Kind]:
    """The kinds whose words begin with what was typed; most words first, all of them for nothing typed."""
    wanted = re.findall(r"[a-z0-9]+", text.lower())
    if not wanted:
        return list(KINDS)
    scored = []
    for place, one in enumerate(KINDS):
        known = re.findall(r"[a-z0-9]+", f"{one.words} {one.title} {one.code}".lower())
        score = sum(any(word.startswith(part) for word in known) for part in wanted)
        if score:
            scored.append((-score, place, one))
    return [one for _score, _place, one in sorted(scored)[:FOUND_MOST]]


def family_of(code: str) -> str:
    return BY_CODE[code].family if code in BY_CODE else OTHER
