"""Calendars of agencies: notices with their days and steps, absences, levels of escalation."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_government'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EscalationLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('since', models.DateField(verbose_name='since')),
                ('audience', models.CharField(choices=[('liaison', 'liaison officers'), ('head', 'agency head'), ('office', 'programme office'), ('administrator', 'who directs the programme')], max_length=15, verbose_name='who is told')),
                ('days', models.PositiveSmallIntegerField(help_text='0: they are not told.', verbose_name='working days overdue')),
            ],
            options={
                'verbose_name': 'level of escalation',
                'ordering': ['since', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['audience', 'since'], name='escalation_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('non_working', 'non-working days'), ('suspended', 'terms suspended, offices open'), ('working', 'working days after all')], max_length=12, verbose_name='what it says')),
                ('reason', models.CharField(max_length=250, verbose_name='reason')),
                ('gazette', models.CharField(max_length=60, verbose_name='Gazette no.')),
                ('gazette_on', models.DateField(verbose_name='date of the Gazette')),
                ('gazette_page', models.CharField(blank=True, max_length=20, verbose_name='page')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('status', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('refused', 'not recorded'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='status')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='agencies.agency', verbose_name='public entity')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='agencies.notice', verbose_name='corrects')),
            ],
            options={
                'verbose_name': 'notice of working days',
                'verbose_name_plural': 'notices of working days',
                'ordering': ['first_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NoticeDays',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='agencies.notice')),
            ],
            options={
                'verbose_name': 'days of a notice',
                'ordering': ['first_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NoticeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('proposed', 'proposed'), ('in_force', 'in force'), ('refused', 'not recorded'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, max_length=250, verbose_name='reason')),
                ('since', models.DateField(verbose_name='recorded on')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='agencies.notice')),
            ],
            options={
                'verbose_name': 'step of a notice',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('end_recorded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(verbose_name='until')),
                ('reason', models.CharField(blank=True, max_length=150, verbose_name='note')),
                ('ended_early_on', models.DateField(blank=True, null=True, verbose_name='back on')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='who is away')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL, verbose_name='who stands in')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='absence_ends_after_start', violation_error_message='The end is before the start.'), models.CheckConstraint(condition=models.Q(('person', models.F('substitute')), _negated=True), name='absence_covered_by_another')],
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['agency', 'status'], name='notice_by_agency'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='notice_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('gazette', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='notice_has_gazette_and_reason'),
        ),
        migrations.AddConstraint(
            model_name='noticedays',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='noticedays_end_after_start'),
        ),
        migrations.AddIndex(
            model_name='noticestep',
            index=models.Index(fields=['status', 'recorded_at'], name='noticestep_known'),
        ),
    ]
