from django.db import migrations

from proim.audit.triggers import drop, install

TABLE = "files_version"


def forwards(apps, schema_editor):
    install(schema_editor.connection, TABLE)


def backwards(apps, schema_editor):
    drop(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
