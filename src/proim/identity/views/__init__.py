"""The pages about proofs: one's own, those of entering, and recovery by the office."""
