"""Let the database refuse changes to published versions of reports."""

from django.db import migrations

from proim.audit.triggers import drop, install

TABLE = "monitoring_reportversion"


def begin(apps, schema_editor):
    install(schema_editor.connection, TABLE)


def end(apps, schema_editor):
    drop(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("monitoring", "0001_initial")]

    operations = [migrations.RunPython(begin, end)]
