"""Who may import whom (docs/house.md, section 3)."""

import subprocess
import sys

from tests.house.tree import code_files, imports_of, name

FRAMEWORKS = ("django", "oscar", "rest_framework", "celery")
ADAPTERS = ("market/shipping/couriers/", "market/payments/gateways/")
FORKS = ("address", "basket", "catalogue", "checkout", "communication", "order", "partner", "shipping")


def test_the_import_contracts_hold():
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in found.stdout, found.stdout + found.stderr
    assert found.returncode == 0, found.stdout
    assert " 0 broken" in found.stdout


def test_adapters_know_no_framework_and_no_model():
    adapters = [path for path in code_files() if name(path).startswith(ADAPTERS)]
    assert len(adapters) >= 6
    wrong = [
        (name(path), what)
        for path in adapters
        for what in imports_of(path)
        if what.split(".")[0] in FRAMEWORKS or ".models" in what
    ]
    assert wrong == []


def test_only_the_books_post_to_the_ledger():
    wrong = [
        name(path)
        for path in code_files()
        for what in imports_of(path)
        if what.startswith("market.ledger.posting")
        and not name(path).startswith("market/lifecycle/books/")
        and not name(path).startswith("market/ledger/")
    ]
    assert wrong == []


def test_oscar_is_looked_up_by_name_only_inside_its_forks():
    inside = tuple(f"market/{fork}/" for fork in FORKS)
    wrong = [
        (name(path), what)
        for path in code_files()
        if not name(path).startswith(inside)
        for what in imports_of(path)
        if what in ("oscar.core.loading.get_class", "oscar.core.loading.get_model", "oscar.core.loading.get_classes")
    ]
    assert wrong == []


def test_no_room_talks_to_another_by_signal():
    """What Django says about its own migrations is no room's talk (catalogue/apps.py puts its triggers up)."""
    migrating = ("django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate")
    wrong = [
        (name(path), what)
        for path in code_files()
        for what in imports_of(path)
        if what.startswith(("django.dispatch", "django.db.models.signals")) and what not in migrating
    ]
    assert wrong == []
