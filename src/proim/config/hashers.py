"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes, the least that OWASP recommends.

    Django's own 100 MiB and eight lanes would take more memory than the whole server.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
