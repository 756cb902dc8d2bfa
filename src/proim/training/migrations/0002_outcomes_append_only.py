"""Let the database refuse changes to outcomes: a correction is a new row."""

from django.db import migrations

from proim.audit.triggers import drop, install

OUTCOMES = "training_outcome"


def begin(apps, schema_editor):
    install(schema_editor.connection, OUTCOMES)


def end(apps, schema_editor):
    drop(schema_editor.connection, OUTCOMES)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(begin, end)]
