"""Make the one row of the register of documents."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("documents", "Register").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=False)]
