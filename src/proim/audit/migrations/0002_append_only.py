"""Begin the chain, and let the database refuse changes to the ledger."""

from django.db import migrations

from proim.audit.triggers import drop, install


def begin(apps, schema_editor):
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)
    install(schema_editor.connection)


def end(apps, schema_editor):
    drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(begin, end)]
