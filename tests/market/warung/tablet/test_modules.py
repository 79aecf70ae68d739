"""The pure modules of the tablet under `node --test`, where Node is (tests/tablet/); a browser runs the rest."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import segno

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


@pytest.mark.parametrize("length", [14, 26, 84, 122, 213, 412, 666])
def test_a_qr_code_of_the_tablet_is_that_of_segno(length):
    """Full codes of versions 1 to 20, so that the two need not agree about filling up."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node")
    module = (ROOT / "market/static/tablet/plain/qr.js").as_uri()
    script = f"import {{ qr }} from {json.dumps(module)}; console.log(JSON.stringify(qr('k'.repeat({length}))))"
    asked = [node, "--experimental-default-type=module", "--input-type=module", "-e", script]
    drawn = json.loads(subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout)
    theirs = segno.make("k" * length, error="m", mode="byte", mask=0, boost_error=False, micro=False)
    assert drawn == [[bool(one) for one in row] for row in theirs.matrix]
