"""`{% load deeds %}`: what a deed of the desk is called on screen."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

WORDS: dict[str, str | Promise] = {
    "approved": _("Toko disetujui"),
    "refused": _("Pendaftaran diminta diperbaiki"),
    "published": _("Barang ditayangkan"),
    "sent_back": _("Barang dikembalikan"),
    "resold": _("Ditandai dijual ulang"),
    "price": _("Harga diubah untuk penjual"),
    "stock": _("Stok dihitung untuk penjual"),
    "holiday": _("Libur diatur untuk penjual"),
    "suspended": _("Toko dihentikan"),
    "resumed": _("Toko dibuka lagi"),
    "settings": _("Pengaturan desa diubah"),
    "village_opened": _("Desa dibuka"),
    "visited": _("Kunjungan dicatat"),
    "phone_order": _("Pesanan lewat telepon"),
    "review_hidden": _("Ulasan disembunyikan"),
    "review_shown": _("Ulasan ditampilkan lagi"),
}


@register.filter
def deed_words(what: str) -> str:
    return str(WORDS.get(what, what))
