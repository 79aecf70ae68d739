"""A surprise reaches whoever runs the store."""

import os
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

SURPRISE = """
import os, django
from django.conf import settings
if os.environ["OURS"] == "0":
    settings.LOGGING = {}
django.setup()
from django.core.handlers.exception import response_for_exception
from django.test import RequestFactory
try:
    raise KeyError("Pak Joko's kopi")
except KeyError as error:
    print(response_for_exception(RequestFactory().get("/"), error).status_code)
"""


@pytest.mark.parametrize(("ours", "is_told"), [("1", True), ("0", False)])
def test_a_surprise_stands_in_the_log_with_its_trace_and_without_our_setting_it_would_not(tmp_path, ours, is_told):
    run = subprocess.run(
        [sys.executable, "-c", SURPRISE],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "market.settings.dev", "VAR_DIR": str(tmp_path), "OURS": ours},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "500"
    assert ('KeyError: "Pak Joko\'s kopi"' in run.stderr) is is_told
