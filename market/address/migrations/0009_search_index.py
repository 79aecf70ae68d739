from django.db import migrations

from market.address import index


def lay_index(apps, schema_editor):
    for statement in index.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {index.TABLE}")


def name_indonesia(apps, schema_editor):
    apps.get_model("address", "Country").objects.get_or_create(
        pk="ID",
        defaults={
            "iso_3166_1_a3": "IDN",
            "iso_3166_1_numeric": "360",
            "printable_name": "Indonesia",
            "name": "Indonesia",
            "is_shipping_country": True,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("address", "0008_regions")]

    operations = [
        migrations.RunPython(lay_index, drop_index),
        migrations.RunPython(name_indonesia, migrations.RunPython.noop),
    ]
