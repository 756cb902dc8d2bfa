"""Waiting lists: who waits, and since when."""

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_mandates'),
        ('training', '0003_spanish_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='queued_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name='enrolment',
            name='result',
            field=models.CharField(choices=[('enrolled', 'enrolled, without a result yet'), ('attended', 'attended'), ('passed', 'passed'), ('failed', 'not passed'), ('absent', 'absent'), ('withdrawn', 'withdrew'), ('waiting', 'on the waiting list')], max_length=10, verbose_name='result'),
        ),
        migrations.AlterField(
            model_name='outcome',
            name='result',
            field=models.CharField(choices=[('enrolled', 'enrolled, without a result yet'), ('attended', 'attended'), ('passed', 'passed'), ('failed', 'not passed'), ('absent', 'absent'), ('withdrawn', 'withdrew'), ('waiting', 'on the waiting list')], max_length=10, verbose_name='result'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['session', 'queued_at', 'id'], name='enrolment_by_turn'),
        ),
    ]
