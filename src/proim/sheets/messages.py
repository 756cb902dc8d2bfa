"""The codes of the reader in words, in the language of whoever reads."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REFUSALS = {
    "too_big": gettext_lazy("The file is larger than 8 MB. Send the list in several files."),
    "too_big_inside": gettext_lazy(
        "The file unfolds to far more than a list of projects or people can be: it is not opened."
    ),
    "empty": gettext_lazy("The file is empty."),
    "macros": gettext_lazy(
        "The file holds macros. Save it as a workbook without macros (.xlsx) and choose that one."
    ),
    "password": gettext_lazy("The file is locked with a password. Save it without one."),
    "xml": gettext_lazy("The file holds declarations that no spreadsheet needs: it is not opened."),
    "unreadable": gettext_lazy(
        "The file is damaged. Open it in your spreadsheet program and save it again as .xlsx."
    ),
    "not_a_sheet": gettext_lazy(
        "This is not a spreadsheet. Choose a file in XLSX, ODS, XLS or CSV."
    ),
    "quotes": gettext_lazy("The quotes in this CSV make no sense. Save the sheet as XLSX instead."),
    "no_rows": gettext_lazy("There are no rows under the headers of this file."),
    "too_many_rows": gettext_lazy("The list is longer than 5,000 rows. Send it in several files."),
    "too_many_columns": gettext_lazy("The sheet has more than 300 columns."),
    "too_many_sheets": gettext_lazy("The workbook has more than 30 sheets."),
}
PROBLEMS = {
    "required": gettext_lazy("This cell must not be empty in a new row."),
    "unprintable": gettext_lazy("The cell holds signs that cannot be shown."),
    "too_long": gettext_lazy("The text is longer than %(limit)s characters."),
    "not_yes_no": gettext_lazy("Write yes or no."),
    "not_a_date": gettext_lazy("This is not a date that can be read: write 15/06/2012, 06/2012, 2T 2012 or 2012."),
    "needs_a_day": gettext_lazy("A whole day is needed, such as 15/06/2012."),
    "impossible_day": gettext_lazy("There is no such day."),
    "year_out_of_range": gettext_lazy("The year must lie between 1900 and 2199."),
    "year_as_date": gettext_lazy("This is a year that was formatted as a date. Write it as text."),
    "ambiguous_order": gettext_lazy("Day and month can be read in two ways: say which one comes first."),
    "ambiguous_fiscal": gettext_lazy("Say in which month a fiscal year ends: without that this has two readings."),
    "ambiguous_month": gettext_lazy("Month and day, or month and year? Write it out."),
    "not_a_number": gettext_lazy("This is not a figure that can be read."),
    "ambiguous_number": gettext_lazy("Is the sign for thousands or for decimals? Say it for the column."),
    "other_separator": gettext_lazy("This cell uses the separators the other way round than its column."),
    "not_whole": gettext_lazy("A whole number is needed."),
    "too_large": gettext_lazy("The figure is too large."),
    "too_small": gettext_lazy("The figure is too small."),
    "not_in_list": gettext_lazy("It is not in the list of this column."),
    "not_an_email": gettext_lazy("This is not an e-mail address."),
    "unknown_id": gettext_lazy("No row that you may change has this key. Leave it empty for a new row."),
    "closed": gettext_lazy("This field is closed at present (%(state)s)."),
    "repeated": gettext_lazy("This is the same row as row %(row)s of the file."),
    "several": gettext_lazy("Several stored rows are called the same. Write the key of the one you mean."),
    "unsaved_formula": gettext_lazy(
        "The formula was never calculated. Open the file in a spreadsheet program, save it, and choose it again."
    ),
    "changed_since": gettext_lazy("The stored row has changed since the check. Check the file again."),
    "changed_after": gettext_lazy("It was changed after the import, so it stays as it is."),
}  # fmt: skip
NOTES = {
    "remark_left_out": gettext_lazy("What stood in brackets was left out."),
    "two_digit_year": gettext_lazy("The year had two digits."),
    "range": gettext_lazy("A range was given: the end that this column asks for was taken."),
    "half_year": gettext_lazy("A half-year was read as its quarter."),
    "fiscal_year": gettext_lazy("A fiscal year was read as the calendar quarter in which it begins or ends."),
    "foreign_currency": gettext_lazy("The amount names another currency; amounts here are in pesos."),
    "unit_read": gettext_lazy("A unit such as thousands or millions was multiplied out."),
    "middle_of_range": gettext_lazy("Of a range the middle was taken."),
    "rounded": gettext_lazy("It was rounded to hundredths."),
    "jump": gettext_lazy("A thousand times more, or less, than usual in this column: pesos or millions?"),
    "far": gettext_lazy("Decades away from the other dates of this column."),
    "undefined": gettext_lazy("“To be defined” changes nothing: the field stays as it is."),
    "not_applicable": gettext_lazy("“Not applicable” changes nothing: the field stays as it is."),
    "unknown": gettext_lazy("“No data” changes nothing: the field stays as it is."),
    "withheld": gettext_lazy("The value is withheld in the file: the field stays as it is."),
    "left_out": gettext_lazy("Left out, as chosen for this word."),
    "by_name": gettext_lazy("Recognised by its name, as the row has no key."),
    "was_clear": gettext_lazy("Emptied on purpose."),
}  # fmt: skip
REMARKS = {
    "other_sheets": gettext_lazy("Other sheets of the workbook are not read: %(detail)s."),
    "merged": gettext_lazy("There are merged cells (%(detail)s): only the first cell of each counts."),
    "hidden_rows": gettext_lazy("There are hidden rows (%(detail)s): they are read like the others."),
    "hidden_columns": gettext_lazy("There are hidden columns (%(detail)s): they are read like the others."),
    "links": gettext_lazy("The workbook refers to other files: only the values in it are read."),
    "formulas": gettext_lazy("Some formulas were never calculated: %(detail)s."),
}  # fmt: skip


def refusal(code: str) -> str:
    """Return why a file is not opened."""
    return str(REFUSALS[code])


def problem(code: str, hint: str = "", **words: object) -> str:
    """Return what is wrong with a cell, and what was probably meant."""
    text = str(PROBLEMS[code]) % words if words else str(PROBLEMS[code])
    meant = _("Did you mean “%s”?")
    return f"{text} {meant % hint}" if hint else text


def note(code: str) -> str:
    """Return what the reader should know of a cell that is no error."""
    return str(NOTES[code])


def remark(code: str, detail: str) -> str:
    """Return what the reader should know of the file."""
    return str(REMARKS[code]) % {"detail": detail}
