"""Take the words of all events out of the chain, each under a salted commitment (decision 21).

The chain is computed anew; ``was`` keeps each former hash, which ``verify`` recomputes from the words
while they are there. A last event says where the former chain ended.
"""

import json

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from proim.audit.formulas import GENESIS, chained
from proim.audit.sealing import canonical, seal
from proim.audit.triggers import drop, install

LOT = 500


def seal_all(apps, schema_editor):
    drop(schema_editor.connection)
    _seal_all(apps)
    install(schema_editor.connection)  # also where SQLite made the table anew for its new column


def _seal_all(apps):
    Event = apps.get_model("audit", "Event")  # noqa: N806 - a model
    Head = apps.get_model("audit", "Head")  # noqa: N806
    Sealed = apps.get_model("audit", "Sealed")  # noqa: N806
    head = Head.objects.get(pk=1)
    if not head.sequence:
        return
    before = GENESIS
    for start in range(1, head.sequence + 1, LOT):
        events = list(Event.objects.filter(sequence__gte=start, sequence__lt=start + LOT).order_by("sequence"))
        kept = []
        for event in events:
            told = json.loads(event.body)
            told["data"], values = seal(told["data"])
            kept += [Sealed(event_id=event.pk, digest=d, salt=s, text=t) for d, s, t in values]
            event.was, event.previous, event.body = event.hash, before, canonical(told)
            event.hash = before = chained(before, event.sequence, event.at, event.body)
        Event.objects.bulk_update(events, ["was", "previous", "body", "hash"])
        Sealed.objects.bulk_create(kept)
    last, at = head.sequence + 1, timezone.now().isoformat(timespec="microseconds")
    data = {"events": head.sequence, "ended": head.hash}
    told = {"verb": "audit.seal", "target": "audit.head:1", "by": None, "data": data}
    body = canonical(told)
    hash_now = chained(before, last, at, body)
    Event.objects.create(
        sequence=last, at=at, verb=told["verb"], target=told["target"], actor_id=None, body=body,
        previous=before, hash=hash_now,
    )
    Head.objects.filter(pk=1).update(sequence=last, hash=hash_now)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.AddField("event", "was", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("text", models.TextField(blank=True)),
                ("erased_by", models.BigIntegerField(null=True)),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sealed", to="audit.event")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("erased_by__isnull", True), models.Q(("salt", ""), ("text", "")), _connector="OR"),
                        name="sealed_or_erased",
                    )
                ],
                "indexes": [
                    models.Index(condition=models.Q(("erased_by__isnull", False)), fields=["erased_by"], name="sealed_erased")
                ],
            },
        ),
        migrations.RunPython(seal_all),
    ]
