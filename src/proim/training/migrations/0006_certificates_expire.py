"""Certificates that expire, and the attendance that a course asks for."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0005_presence'),
    ]

    operations = [
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
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: they do not expire. Those issued before stay as they are.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='months for which its certificates hold'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('least_attendance__gte', 1), ('least_attendance__lte', 100)), name='course_least_attendance_in_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('valid_months__isnull', True), ('valid_months__gte', 1), _connector='OR'), name='course_valid_for_a_month_or_more'),
        ),
    ]
