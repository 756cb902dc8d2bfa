"""Files that people attach to records: checked, named at random, hashed, versioned, never run.

An app that has records with files declares a ``Kind`` in ``files.slots.ATTACHMENTS`` (in its ``ready()``): who may see them
and who may change them are permissions on its own rows. The bytes lie in ``PROIM_DATA/files`` (``vault``),
the names and hashes in the database; ``intake`` is the only way in, ``views.fetching`` the only way out.
"""
