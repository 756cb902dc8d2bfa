"""Each report gets a due day of its own; until now that was the quarter's."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from proim.core.working_days import working_days_between


def begin(apps, schema_editor):
    period_model = apps.get_model("monitoring", "Period")
    for period in period_model.objects.all():
        before = period.opens_on - timedelta(days=1)
        period.report_days = max(working_days_between(before, period.due_on), 1)
        period.save(update_fields=["report_days"])
    due = period_model.objects.filter(pk=OuterRef("period")).values("due_on")
    apps.get_model("monitoring", "Report").objects.update(due_on=Subquery(due))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_levels"), ("monitoring", "0002_append_only")]

    operations = [
        migrations.AddField(
            "period", "report_days", models.PositiveSmallIntegerField(null=True, editable=False)
        ),
        migrations.AddField("report", "due_on", models.DateField(null=True)),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
