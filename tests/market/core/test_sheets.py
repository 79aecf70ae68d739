import os

from django.contrib.staticfiles import finders

from market.core.static import SheetFinder


def test_the_sheets_of_a_folder_come_as_one(var_dir, settings):
    parts = var_dir / "static" / "css" / "warung"
    parts.mkdir(parents=True)
    (parts / "_layers.css").write_text("/* the order */\n@layer base;\n")
    (parts / "base.css").write_text("@layer base {\n  p { margin: 0; }\n}\n")
    settings.STATICFILES_DIRS = [var_dir / "static"]
    finder = SheetFinder()
    path = finder.find("css/warung.css")
    with open(path) as sheet:
        assert sheet.read() == "@layer base;\n@layer base {\np { margin: 0; }\n}\n"
    assert [name for name, _storage in finder.list([])] == ["css/warung.css"]

    (parts / "base.css").write_text("p { margin: 1px; }")
    later = os.stat(path).st_mtime + 5
    os.utime(parts / "base.css", (later, later))
    with open(finder.find("css/warung.css")) as sheet:
        assert "1px" in sheet.read()


def test_only_sheets_are_found_there():
    finder = SheetFinder()
    for name in ("css/shop/base.css", "css/lain.css", "js/shop.css", "shop.css", "css/../css/shop.css"):
        assert finder.find(name) == []


def test_the_shop_has_its_sheet():
    assert finders.find("css/shop.css").endswith("css/shop.css")
