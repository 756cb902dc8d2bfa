"""Training needs, and the session that answers each."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_mandates'),
        ('training', '0008_opinions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_needs', to='agencies.agency', verbose_name='public entity')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='training.course', verbose_name='course that would serve')),
                ('raised_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='raised by')),
                ('session', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='training.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'training need',
                'verbose_name_plural': 'training needs',
                'ordering': ['-raised_on', '-pk'],
                'indexes': [models.Index(fields=['stage', '-raised_on'], name='need_by_stage')],
                'constraints': [models.CheckConstraint(condition=models.Q(('topic', ''), _negated=True), name='need_has_a_topic'), models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='need_of_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('stage', 'planned')), models.Q(models.Q(('stage', 'planned'), _negated=True), ('session__isnull', True)), _connector='OR'), name='need_planned_in_a_session'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='need_declined_for_a_reason')],
            },
        ),
    ]
