"""Needs, waiting lists, blocks and presence, tests, the survey, and certificates that expire."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_levels'),
        ('training', '0002_outcomes_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'attempt at a test',
                'verbose_name_plural': 'attempts at a test',
                'ordering': ['enrolment', 'exam', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='from')),
                ('ends_at', models.TimeField(verbose_name='to')),
            ],
            options={
                'verbose_name': 'block of a session',
                'verbose_name_plural': 'blocks of a session',
                'ordering': ['day', 'starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Exam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('moment', models.CharField(choices=[('before', 'before the course'), ('after', 'after the course')], max_length=6, verbose_name='when')),
                ('pass_mark', models.DecimalField(decimal_places=1, default=8, help_text='From 0 to 10. Of the test before the course it decides nothing.', max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='pass mark')),
                ('attempts', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='attempts')),
                ('is_open', models.BooleanField(default=False, help_text='Open it when its questions are ready.', verbose_name='people may take it')),
            ],
            options={
                'verbose_name': 'test',
                'verbose_name_plural': 'tests',
                'ordering': ['course', '-moment'],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('raised_on', models.DateField(editable=False, verbose_name='raised on')),
                ('topic', models.CharField(max_length=200, verbose_name='what people need to learn')),
                ('reason', models.TextField(help_text='What cannot be done well today, and how one would notice.', verbose_name='reason')),
                ('people', models.PositiveSmallIntegerField(help_text='How many would attend.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='people')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='wanted before')),
                ('stage', models.CharField(choices=[('open', 'waits for the office'), ('planned', 'planned in a session'), ('declined', 'not taken up'), ('withdrawn', 'withdrawn')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('answer', models.TextField(blank=True, editable=False, verbose_name='answer of the office')),
            ],
            options={
                'verbose_name': 'training need',
                'verbose_name_plural': 'training needs',
                'ordering': ['-raised_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(verbose_name='present')),
                ('way', models.CharField(choices=[('code', 'by the code'), ('list', 'by the list')], max_length=4, verbose_name='noted')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'note of attendance',
                'verbose_name_plural': 'notes of attendance',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('text', models.TextField(verbose_name='question')),
                ('options', models.JSONField(verbose_name='answers')),
                ('right', models.PositiveSmallIntegerField(verbose_name='right answer')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(verbose_name='remark')),
            ],
            options={
                'verbose_name': 'remark in the satisfaction survey',
                'verbose_name_plural': 'remarks in the satisfaction survey',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(choices=[('content', 'The content was clear and useful'), ('trainer', 'The trainer knew the matter and explained it well'), ('organization', 'Place, times and material were well organized'), ('work', 'I can use what I learned in my work'), ('overall', 'I would recommend the course to a colleague')], max_length=12)),
                ('score', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally of the satisfaction survey',
                'verbose_name_plural': 'tallies of the satisfaction survey',
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='expires_on',
            field=models.DateField(blank=True, null=True, verbose_name='valid until'),
        ),
        migrations.AddField(
            model_name='course',
            name='least_attendance',
            field=models.PositiveSmallIntegerField(default=80, help_text='In per cent: whoever attends less does not pass.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='least attendance'),
        ),
        migrations.AddField(
            model_name='course',
            name='valid_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: they do not expire.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='months for which its certificates hold'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='has_opined',
            field=models.BooleanField(default=False, editable=False, verbose_name='answered the satisfaction survey'),
        ),
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
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('least_attendance__gte', 1), ('least_attendance__lte', 100)), name='course_least_attendance_in_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('valid_months__isnull', True), ('valid_months__gte', 1), _connector='OR'), name='course_valid_for_a_month_or_more'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.enrolment'),
        ),
        migrations.AddField(
            model_name='block',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='training.session', verbose_name='session'),
        ),
        migrations.AddField(
            model_name='exam',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='training.course', verbose_name='course'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='exam',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts_made', to='training.exam'),
        ),
        migrations.AddField(
            model_name='need',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_needs', to='agencies.agency', verbose_name='public entity'),
        ),
        migrations.AddField(
            model_name='need',
            name='course',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='training.course', verbose_name='course that would serve'),
        ),
        migrations.AddField(
            model_name='need',
            name='raised_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='raised by'),
        ),
        migrations.AddField(
            model_name='need',
            name='session',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='training.session', verbose_name='session'),
        ),
        migrations.AddField(
            model_name='presence',
            name='block',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='training.block'),
        ),
        migrations.AddField(
            model_name='presence',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='presence',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='training.enrolment'),
        ),
        migrations.AddField(
            model_name='question',
            name='exam',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='training.exam'),
        ),
        migrations.AddField(
            model_name='remark',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='training.session'),
        ),
        migrations.AddField(
            model_name='tally',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='training.session'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('session', 'day', 'starts_at'), name='block_once', violation_error_message='There is a block that begins then.'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='block_ends_after_start', violation_error_message='It ends before it begins.'),
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
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['stage', '-raised_on'], name='need_by_stage'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('topic', ''), _negated=True), name='need_has_a_topic'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='need_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('stage', 'planned')), models.Q(models.Q(('stage', 'planned'), _negated=True), ('session__isnull', True)), _connector='OR'), name='need_planned_in_a_session'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='need_declined_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='presence',
            index=models.Index(fields=['block', 'enrolment', '-id'], name='presence_newest'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('session', 'item', 'score'), name='tally_once'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='tally_from_one_to_five'),
        ),
    ]
