"""A model field for a short list of texts, which editors see as a box with one entry on each line."""

from django import forms
from django.db import models


def split_lines(text: str) -> list[str]:
    """The non-empty lines of a text, without surrounding spaces."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesFormField(forms.CharField):
    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def prepare_value(self, value: list[str] | str | None) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def to_python(self, value: str | None) -> list[str]:
        return split_lines(value or "")

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return (initial or []) != self.to_python(data)


class LinesField(models.TextField):
    """A list of texts, kept one to a line. In Python always a list."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *args) -> list[str]:
        return split_lines(value or "")

    def to_python(self, value: list[str] | str | None) -> list[str]:
        if isinstance(value, list):
            return [" ".join(str(line).split()) for line in value if str(line).strip()]
        return split_lines(value or "")

    def get_prep_value(self, value: list[str] | str | None) -> str:
        return "\n".join(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs) -> forms.Field:
        return models.Field.formfield(self, **{"form_class": LinesFormField, **kwargs})
