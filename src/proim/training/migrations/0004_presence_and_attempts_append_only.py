"""Let the database refuse changes to notes of attendance and to tests handed in."""

from django.db import migrations

from proim.audit.triggers import drop, install

TABLES = ("training_presence", "training_attempt")


def begin(apps, schema_editor):
    for table in TABLES:
        install(schema_editor.connection, table)


def end(apps, schema_editor):
    for table in TABLES:
        drop(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("training", "0003_training_in_full"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(begin, end)]
