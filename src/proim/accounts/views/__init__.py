"""The pages about accounts; those of signing in are allauth's (``entrance``)."""
