"""Makes the full-text index of whichever database this is."""

from django.db import migrations

from guidance.search.storage import STORAGES


def create_index(apps, schema_editor):
    STORAGES[schema_editor.connection.vendor].create(schema_editor.connection)


def drop_index(apps, schema_editor):
    STORAGES[schema_editor.connection.vendor].drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create_index, drop_index)]
