"""Let the common table of words go: each searchable model has one of its own now."""

from django.db import migrations


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words"), ("projects", "0007_words")]

    operations = [migrations.RunPython(drop), migrations.DeleteModel("Document")]
