"""The screens of the spreadsheets."""
