"""How every form looks: one template per field, also for the forms of libraries."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.text import capfirst


class Renderer(TemplatesSetting):
    """Draws ``{{ form }}``, its fields and its formsets with the templates of ui."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class FilterSelect(forms.Select):
    """A box of words that stand alone: each begins with a capital."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the option as Django draws it, its words as a heading."""
        return super().create_option(name, value, capfirst(str(label)), *args, **kwargs)


class FilterForm(forms.Form):
    """Base of the filters above a list: all optional, none marked as such, never an asterisk."""

    is_filter = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) is forms.Select:
                field.widget = FilterSelect(field.widget.attrs, field.widget.choices)


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
