"""Makes the table in which failed sign-ins are counted: the cache `sign_in` of the settings."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "accounts_failures", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_events_are_final")]

    operations = [migrations.RunPython(make_table, lambda apps, schema_editor: schema_editor.execute("DROP TABLE accounts_failures"))]
