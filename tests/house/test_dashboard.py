"""Oscar's dashboard opens for the staff, for nobody else, and asks no stranger for its scripts."""

import pytest

from market.users.models import User
from tests.house.screens import Seen
from tests.house.test_texts import strangers

PAGES = ("", "orders/", "catalogue/", "catalogue/categories/", "partners/", "users/", "reports/")


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Using Category")  # Oscar speaks to the older treebeard
def test_bu_kades_opens_the_dashboard_and_it_stays_in_the_house(client):
    client.force_login(User.objects.create_person(phone="+6281200000001", name="Bu Kades", is_staff=True))
    User.objects.update(is_superuser=True)
    for page in PAGES:
        answer = client.get(f"/dashboard/{page}")
        assert answer.status_code == 200, page
        seen = Seen(answer.content.decode())
        assert len(seen.loaded) > 3
        assert strangers(seen) == []
    assert client.get("/akun/")["Location"] == "/pesanan/"


@pytest.mark.django_db
def test_andi_does_not_get_in(client):
    client.force_login(User.objects.create_person(phone="+6281200002001", name="Andi"))
    assert client.get("/dashboard/").status_code in (302, 403)
