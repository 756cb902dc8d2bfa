"""Keep the terms of projects, and how they move."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_levels'),
        ('projects', '0002_catalogue_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProjectTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='counted after')),
                ('days', models.PositiveSmallIntegerField(verbose_name='working days')),
                ('due_on', models.DateField(verbose_name='ends on')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='ended by the answer on')),
                ('kind', models.CharField(choices=[('review', 'review by the office'), ('answer', 'correction by the public entity')], max_length=10, verbose_name='what is owed')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='projects.project')),
            ],
            options={
                'verbose_name': 'term of a project',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectTermMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved_from', models.DateField(verbose_name='ended on')),
                ('moved_to', models.DateField(verbose_name='ends on')),
                ('since', models.DateField(verbose_name='known since')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.notice', verbose_name='because of the notice')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='projects.projectterm')),
            ],
            options={
                'verbose_name': 'moved term of a project',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='projectterm',
            index=models.Index(fields=['due_on'], name='projectterm_by_due'),
        ),
        migrations.AddConstraint(
            model_name='projectterm',
            constraint=models.UniqueConstraint(condition=models.Q(('met_on__isnull', True)), fields=('project',), name='projectterm_one_runs'),
        ),
    ]
