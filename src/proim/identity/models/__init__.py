"""Second factors, the codes for the day on which they are lost, and identities outside."""

from proim.identity.models.factor import (
    AppKey,
    Asked,
    Passkey,
    RecoveryCode,
    factors_of,
    has_factor,
)
from proim.identity.models.link import Link

__all__ = ["AppKey", "Asked", "Link", "Passkey", "RecoveryCode", "factors_of", "has_factor"]
