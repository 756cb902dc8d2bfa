"""Notes of attendance, which the database refuses to change: a correction is a new row."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from proim.audit.triggers import drop, install

TABLE = "training_presence"


def begin(apps, schema_editor):
    install(schema_editor.connection, TABLE)


def end(apps, schema_editor):
    drop(schema_editor.connection, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
        ('training', '0004_waiting_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('is_present', models.BooleanField(verbose_name='present')),
                ('way', models.CharField(choices=[('code', 'by the code'), ('list', 'by the list')], max_length=4, verbose_name='noted')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'note of attendance',
                'verbose_name_plural': 'notes of attendance',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['enrolment', 'day', '-id'], name='presence_newest')],
            },
        ),
        migrations.RunPython(begin, end),
    ]
