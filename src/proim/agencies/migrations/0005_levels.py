"""Freeze what was recorded of notices; put in the first levels of escalation."""

from datetime import date

from django.db import migrations

from proim.audit.triggers import drop, install

TABLES = ("agencies_noticestep", "agencies_noticedays")
# Working days overdue after which each is told (the programme's default matrix of notices).
LEVELS = {"liaison": 1, "head": 5, "office": 10, "administrator": 20}
EVER = date(2000, 1, 1)


def begin(apps, schema_editor):
    for table in TABLES:
        install(schema_editor.connection, table)
    model = apps.get_model("agencies", "EscalationLevel")
    for audience, days in LEVELS.items():
        if not model.objects.filter(audience=audience).exists():
            model.objects.create(audience=audience, days=days, since=EVER)


def end(apps, schema_editor):
    for table in TABLES:
        drop(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("agencies", "0004_calendars")]

    operations = [migrations.RunPython(begin, end)]
