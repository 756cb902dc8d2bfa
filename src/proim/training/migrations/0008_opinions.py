"""The satisfaction survey: tallies and remarks that are of nobody."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0007_exams'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='has_opined',
            field=models.BooleanField(default=False, editable=False, verbose_name='answered the satisfaction survey'),
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(verbose_name='remark')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='training.session')),
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
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='training.session')),
            ],
            options={
                'verbose_name': 'tally of the satisfaction survey',
                'verbose_name_plural': 'tallies of the satisfaction survey',
                'constraints': [models.UniqueConstraint(fields=('session', 'item', 'score'), name='tally_once'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='tally_from_one_to_five')],
            },
        ),
    ]
