"""PROIM: the platform with which a government runs its modernization programme."""
