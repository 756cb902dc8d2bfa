"""The screens of the change groups."""
