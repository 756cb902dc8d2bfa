"""Make the programme's one row; its name and owner are entered later."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("agencies", "Programme").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=False)]
