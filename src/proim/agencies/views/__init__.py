"""The screens of agencies, one file per noun."""
