"""The ojek of Krandegan: three zones, two drivers, and the smart warung as a point where buyers fetch."""

from market.shipping.local.models import CollectionPoint, Driver, Zone
from market.users.models import User

VILLAGE = "33.06.08.2007"
ZONES = (  # name, hamlets, RWs, price
    ("Zona 1, Krajan dan sekitarnya", "Krajan, Kauman", "1", 5_000),
    ("Zona 2, seberang kali", "Kalisari, Karangjati", "2, 3", 8_000),
    ("Zona 3, pinggir desa", "", "4, 5", 10_000),
)
DRIVERS = (
    ("yadi", "Mas Yadi", "+6281200008001", "Supra, AA 1234 VC"),
    ("pardi", "Pak Pardi", "+6281200008002", "Revo, AA 5678 TC"),
)
POINT = (
    "Toko Smart Krandegan", "Jl. Balai Desa 1, sebelah balai desa", "Senin–Sabtu 07.00–20.00, Minggu 08.00–12.00",
)  # fmt: skip


def add(people: dict[str, User]) -> None:
    """Write the rows; the drivers' logins stand in `people`."""
    for name, dusun, rw, price in ZONES:
        Zone.objects.create(
            village_id=VILLAGE, destination_id=VILLAGE, name=name, dusun=dusun, rw=rw, price_rupiah=price
        )
    for key, name, phone, vehicle in DRIVERS:
        Driver.objects.create(user=people[key], village_id=VILLAGE, name=name, phone=phone, vehicle=vehicle)
    name, address, hours = POINT
    CollectionPoint.objects.create(village_id=VILLAGE, name=name, address=address, opening_hours=hours)
