"""Require the due day of each report; keep how it moves, append-only."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from proim.audit.triggers import drop, install

TABLE = "monitoring_duemove"


def begin(apps, schema_editor):
    install(schema_editor.connection, TABLE)


def end(apps, schema_editor):
    drop(schema_editor.connection, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
        ('agencies', '0005_levels'),
        ('monitoring', '0003_due_days'),
    ]

    operations = [
        migrations.AlterField(
            model_name='period',
            name='report_days',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='working days for the reports'),
        ),
        migrations.AlterField(
            model_name='report',
            name='due_on',
            field=models.DateField(verbose_name='due on'),
        ),
        migrations.CreateModel(
            name='DueMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved_from', models.DateField(verbose_name='ended on')),
                ('moved_to', models.DateField(verbose_name='ends on')),
                ('since', models.DateField(verbose_name='known since')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.notice', verbose_name='because of the notice')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_moves', to='monitoring.report')),
            ],
            options={
                'verbose_name': 'moved due day of a report',
                'ordering': ['pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['report', 'recorded_at'], name='duemove_by_report')],
            },
        ),
        migrations.RunPython(begin, end),
    ]
