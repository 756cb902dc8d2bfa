"""Forms that other apps build on, and the one of saved views."""

from proim.desk.forms.shared import MINE, THEIRS, Marks, Shared
from proim.desk.forms.view import ViewForm

__all__ = ["MINE", "THEIRS", "Marks", "Shared", "ViewForm"]
