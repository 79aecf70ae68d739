"""Loading the whole list again, and a newer one over an older one."""

from io import StringIO

import pytest
from django.core.management import call_command

from market.address.loading import load_regions
from market.address.models import District, RegionDataset, Village
from market.address.regions import search_villages, step_choices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_regions")]

MAX_SECONDS = 20


def test_the_whole_list_is_loaded_in_time(all_regions):
    assert all_regions < MAX_SECONDS


def test_loading_again_changes_nothing_but_what_the_list_corrects_and_retires_what_it_no_longer_names():
    Village.objects.filter(pk="33.06.08.2007").update(name="Krandegn", postcode="00000")
    bayan = District.objects.get(pk="33.06.08")
    Village.objects.create(code="33.06.08.2999", name="Sirnarasa", kind="desa", district=bayan, postcode="54224")
    assert load_regions() == 83_762
    ours, gone = Village.objects.get(pk="33.06.08.2007"), Village.objects.get(pk="33.06.08.2999")
    assert (ours.name, ours.postcode, ours.retired_on) == ("Krandegan", "54224", None)
    assert gone.retired_on is not None
    assert Village.objects.filter(retired_on=None).count() == 83_762
    assert search_villages("Sirnarasa Bayan Purworejo") == []
    assert "33.06.08.2999" not in dict(step_choices("33.06.08"))
    assert RegionDataset.objects.count() == 1


def test_the_command_does_nothing_when_this_edition_is_loaded():
    said = StringIO()
    call_command("regions", stdout=said)
    assert said.getvalue() == "regions: this edition is loaded already\n"
