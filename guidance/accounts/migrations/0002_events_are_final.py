"""Lets the database itself refuse to change or delete an event.

A later migration that makes the table anew (SQLite does for most changes) has to make these again.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'Events are not changed.'); END""",
    """CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'Events are not deleted.'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'Events are neither changed nor deleted.'; END $$""",
    """CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON accounts_event
    FOR EACH ROW EXECUTE FUNCTION event_is_final()""",
    """CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON accounts_event
    FOR EACH STATEMENT EXECUTE FUNCTION event_is_final()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER event_is_not_changed", "DROP TRIGGER event_is_not_deleted"],
    "postgresql": ["DROP FUNCTION event_is_final() CASCADE"],
}


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
