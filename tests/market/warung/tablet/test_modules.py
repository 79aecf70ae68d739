"""The pure modules of the tablet under `node --test`, where Node is (tests/tablet/); a browser runs the rest."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent.parent


def test_the_pure_modules_of_the_tablet():
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node")
    tests = sorted(map(str, (ROOT / "tests" / "tablet").glob("test_*.js")))
    assert len(tests) >= 4
    done = subprocess.run(
        [node, "--experimental-default-type=module", "--test", *tests], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "# fail 0" in done.stdout
    assert "# pass 0" not in done.stdout
