"""One function per screen."""
