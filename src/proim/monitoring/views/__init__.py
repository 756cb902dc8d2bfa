"""The screens of the quarterly reports."""
