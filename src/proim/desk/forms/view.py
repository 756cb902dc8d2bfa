from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.desk.models import SavedView


class ViewForm(forms.ModelForm[SavedView]):
    """The name of a view, and how it is used; sharing is asked only where it is allowed."""

    class Meta:
        model = SavedView
        fields = ["name", "is_default", "is_shared"]

    def __init__(self, *args: Any, shares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_default"].label = _("Open the list with this view")
        self.fields["is_shared"].label = _("The whole office sees it")
        if not shares:
            del self.fields["is_shared"]
