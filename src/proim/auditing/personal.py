"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

# Model -> the texts in which people may be named, beside who wrote them.
for model, texts in {"Sample": (), "Observation": ("subject",), "Word": ("text",)}.items():
    personal(
        f"auditing.{model}",
        person="by",
        why=Purpose.ACCOUNTABILITY,
        seen=SeenBy.OFFICE,
        term="acts",
        fields={"by": KEEP} | dict.fromkeys(texts, SCRUB),
    )
impersonal("auditing.Sample", "seed", "keys", "list_sha256")
impersonal("auditing.Word", "verb")
