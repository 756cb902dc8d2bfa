"""Screens of the files: fetching one, its history, adding, replacing, withdrawing."""
