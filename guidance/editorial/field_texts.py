"""The words of a record, field by field and language by language, as its author typed them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import build_localized_fieldname

from guidance.content.records import LANGUAGES


@dataclass(frozen=True)
class FieldText:
    """One text. `field` names it with its language, `body_en`, `name` without; a list has one entry to a line."""

    name: str
    field: str
    language: str
    text: str
    is_markdown: bool


def texts_of(record: models.Model, languages: Iterable[str] = LANGUAGES) -> list[FieldText]:
    """Every translated text of a record, empty ones too, in the order of its fields."""
    return [
        FieldText(
            name,
            field := build_localized_fieldname(name, language),
            language,
            as_one_text(getattr(record, field)),
            name in record.markdown_fields,
        )
        for language in languages
        for name in written_names(type(record))
    ]


def written_names(model: type[models.Model]) -> list[str]:
    """The names, without language, of the translated fields that someone writes; HTML is made, not written."""
    translated = set(get_translatable_fields_for_model(model) or ())
    return [field.name for field in model._meta.fields if field.name in translated and field.editable]


def as_one_text(value: str | list[str] | None) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""


def label_of(model: type[models.Model], field: str) -> str:
    """How editors know a field."""
    return str(model._meta.get_field(field).verbose_name)


def record_models(base: type[models.Model]) -> list[type[models.Model]]:
    """Every model made from an abstract one, such as `Publishable`."""
    return [model for model in apps.get_models() if issubclass(model, base)]
