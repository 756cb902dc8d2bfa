"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, Purpose, SeenBy, personal

# Model -> its columns: all of it goes with the account.
WAYS_IN = {
    "Passkey": ("person", "credential", "name", "public"),
    "AppKey": ("person", "secret"),
    "RecoveryCode": ("person", "digest"),
    "Asked": ("person",),
    "Link": ("person", "provider", "subject"),
}
for model, columns in WAYS_IN.items():
    personal(
        f"identity.{model}",
        person="person",
        why=Purpose.SECURITY,
        seen=SeenBy.SELF,
        term="account",
        fields=dict.fromkeys(columns, DELETE),
        rows=DELETE,
    )
