"""Let the database refuse changes to sendings, returns and versions of rules."""

from django.db import migrations

from proim.audit.triggers import drop, install

TABLES = ("referrals_sending", "referrals_return", "referrals_ruleversion")


def begin(apps, schema_editor):
    for table in TABLES:
        install(schema_editor.connection, table)


def end(apps, schema_editor):
    for table in TABLES:
        drop(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("referrals", "0001_initial")]

    operations = [migrations.RunPython(begin, end)]
