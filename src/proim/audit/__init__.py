"""The ledger: what happened, who did it, and proof that nobody changed the record of it.

Events are only ever added. Each one carries the hash of the one before; the database refuses
UPDATE and DELETE; ``proim check`` recomputes the chain. The ledger stands below the people it
names: an event keeps the number of a person, never a foreign key, so it outlives every row.
"""
