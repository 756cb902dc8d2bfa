"""How every form looks: one template per field, also for the forms of libraries."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws ``{{ form }}``, its fields and its formsets with the templates of ui."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class FilterForm(forms.Form):
    """Base of the filters above a list: all optional, none marked as such, never an asterisk."""

    is_filter = True
    use_required_attribute = False


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class NumberInput(forms.TextInput):
    """A box for a figure: the right keyboard on a phone, and no wheel that changes it unseen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class MoneyInput(NumberInput):
    """A box for pesos, with the sign before and the currency after it."""

    template_name = "ui/widgets/money.html"
    currency = "MXN"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "currency": self.currency}


class SearchInput(forms.TextInput):
    """A search box."""

    input_type = "search"
