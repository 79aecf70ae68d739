from django.db import migrations

from market.catalogue import keeping


def lay(apps, schema_editor):
    """SQLite's one index serves names and descriptions alike."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {keeping.DOCUMENTS}_head ON {keeping.DOCUMENTS} USING gin (head)")


def take_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {keeping.DOCUMENTS}_head")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0034_lists_and_search")]
    operations = [migrations.RunPython(lay, take_up)]
