"""Tests of courses, their questions, and what was handed in, which the database keeps as it is."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

from proim.audit.triggers import drop, install

TABLE = "training_attempt"


def begin(apps, schema_editor):
    install(schema_editor.connection, TABLE)


def end(apps, schema_editor):
    drop(schema_editor.connection, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
        ('training', '0006_certificates_expire'),
    ]

    operations = [
        migrations.CreateModel(
            name='Exam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('moment', models.CharField(choices=[('before', 'before the course'), ('after', 'after the course')], max_length=6, verbose_name='when')),
                ('pass_mark', models.DecimalField(decimal_places=1, default=8, help_text='From 0 to 10. Of the test before the course it decides nothing.', max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='pass mark')),
                ('attempts', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='attempts')),
                ('is_open', models.BooleanField(default=False, help_text='Open it when its questions are ready.', verbose_name='people may take it')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='training.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'test',
                'verbose_name_plural': 'tests',
                'ordering': ['course', '-moment'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('handed_in_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sheet', models.JSONField()),
                ('right', models.PositiveSmallIntegerField()),
                ('asked', models.PositiveSmallIntegerField()),
                ('grade', models.DecimalField(decimal_places=1, max_digits=3)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.enrolment')),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts_made', to='training.exam')),
            ],
            options={
                'verbose_name': 'attempt at a test',
                'verbose_name_plural': 'attempts at a test',
                'ordering': ['enrolment', 'exam', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ExamQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('text', models.TextField(verbose_name='question')),
                ('options', models.JSONField(verbose_name='answers')),
                ('right', models.PositiveSmallIntegerField(verbose_name='right answer')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='training.exam')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.UniqueConstraint(fields=('course', 'moment'), name='exam_one_of_each_kind', violation_error_message='The course has this test already.'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.CheckConstraint(condition=models.Q(('attempts__gte', 1)), name='exam_can_be_taken'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__gte', 0), ('pass_mark__lte', 10)), name='exam_mark_up_to_ten'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('exam', 'enrolment', 'number'), name='attempt_once'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('right__lte', models.F('asked'))), name='attempt_right_of_asked'),
        ),
        migrations.AddConstraint(
            model_name='examquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_asks_something'),
        ),
        migrations.RunPython(begin, end),
    ]
