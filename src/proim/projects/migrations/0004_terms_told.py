"""Tell the terms that earlier steps had set; freeze the moves of terms."""

from django.db import migrations

from proim.audit.triggers import drop, install
from proim.core.working_days import add_working_days

TABLE = "projects_projecttermmove"
DAYS = {"submitted": ("review", 5), "returned": ("answer", 10)}
ENDS = ("submitted", "returned", "registered", "withdrawn")


def begin(apps, schema_editor):
    changes = apps.get_model("projects", "StageChange").objects
    terms = apps.get_model("projects", "ProjectTerm").objects
    found, last = [], {}
    for change in changes.filter(stage__in=ENDS).order_by("project_id", "since", "pk").iterator():
        running = last.pop(change.project_id, None)
        if running:
            running.met_on = change.since
        if change.stage in DAYS:
            kind, days = DAYS[change.stage]
            due = add_working_days(change.since, days)
            term = terms.model(project_id=change.project_id, kind=kind, starts_on=change.since)
            term.days, term.due_on = days, due
            found.append(term)
            last[change.project_id] = term
    terms.bulk_create(found, batch_size=500)
    install(schema_editor.connection, TABLE)


def end(apps, schema_editor):
    drop(schema_editor.connection, TABLE)
    apps.get_model("projects", "ProjectTermMove").objects.all().delete()
    apps.get_model("projects", "ProjectTerm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("projects", "0003_terms")]

    operations = [migrations.RunPython(begin, end)]
