from django.db import models


class Document(models.Model):
    """A record that stands in the index; its words are in a table of the database's own kind."""

    kind = models.CharField(max_length=80)  # label of the model: "projects.project"
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="document_once_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
