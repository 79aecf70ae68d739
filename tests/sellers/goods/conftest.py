"""Mbak Rina, signed in, with a shop and no goods yet."""

import io

import pytest
from PIL import Image

from market.partner.models import Partner
from market.users.models import User
from tests.market.stall import a_seller


@pytest.fixture
def shop(db, var_dir) -> Partner:
    return a_seller("Batik Mbak Rina")


@pytest.fixture
def rina(client, shop):
    """A browser in which the owner is signed in."""
    user = User.objects.create_person(phone="+6281200009004", name="Rina")
    shop.users.add(user)
    client.force_login(user)
    return client


def a_photo(width: int = 800, height: int = 600, name: str = "foto.jpg") -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (width, height), (120, 80, 40)).save(made, "JPEG")
    made.seek(0)
    made.name = name
    return made
