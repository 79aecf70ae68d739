from django.db import migrations

from market.users.records import drop_sql, triggers_sql


def create(apps, schema_editor):
    for statement in triggers_sql(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in drop_sql(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("users", "0003_people_and_goods")]

    operations = [migrations.RunPython(create, drop)]
