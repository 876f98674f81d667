"""One row as files: which fields stand under which key, how values are written, and the digest that tells change.

A `Collection` says how the rows of one model are written. A `Record` is one row's words, by language. The Chinese
document holds what is shared; the others only what is translated.
"""

import datetime
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import build_localized_fieldname

from guidance.content.front_matter import Document, Value, dump

SOURCE_LANGUAGE = settings.LANGUAGE_CODE
LANGUAGES = [code for code, _name in settings.LANGUAGES]
DRAFT, WITHDRAWN = "draft", "withdrawn"

# Left out of a file when it says just this.
IMPLIED = {"status": "published", "checked_against": "copies", "confidence": "verified"}


@dataclass(frozen=True)
class Collection:
    """How one model's rows are written: a folder of `<slug>.<language>.md`, or, for a table, one YAML list.

    `keys` are field names in the order of the front matter; `body` is the field below it.
    """

    model: type[models.Model]
    path: str
    keys: tuple[str, ...]
    body: str = ""
    key: str = "slug"

    @property
    def is_table(self) -> bool:
        return self.path.endswith(".yaml")

    @cached_property
    def translated(self) -> frozenset[str]:
        """The names of the fields that are written in every language."""
        return frozenset(get_translatable_fields_for_model(self.model) or ())

    def keys_in(self, language: str) -> tuple[str, ...]:
        """The keys a file in this language may have."""
        if language == SOURCE_LANGUAGE:
            return self.keys
        return tuple(key for key in self.keys if key in self.translated)

    def field_name(self, name: str, language: str) -> str:
        """The model field for a key: title → title_en; order → order."""
        return build_localized_fieldname(name, language) if name in self.translated else name

    def names_in(self, language: str) -> tuple[str, ...]:
        """The keys in this language, and the body's field."""
        return (*self.keys_in(language), *([self.body] if self.body else []))

    def rows(self) -> models.QuerySet:
        """All rows, with what `record_of` needs."""
        fields = [self.model._meta.get_field(key) for key in self.keys]
        single = [field.name for field in fields if field.is_relation and not field.many_to_many]
        many = [field.name for field in fields if field.many_to_many]
        return self.model._default_manager.select_related(*single).prefetch_related(*many).order_by(self.key)


@dataclass
class Record:
    """The words of one row, by language, and the files they came from (empty for a row)."""

    collection: Collection
    key: str
    documents: dict[str, Document] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    def digest(self) -> str:
        """The same for the same words, however a file spaced or ordered them."""
        parts = [f"{language}\n{dump(self.documents[language])}" for language in sorted(self.documents)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def differing(collection: Collection) -> list[int]:
    """The primary keys of the rows whose words are not those last loaded from their files, or written to them.

    A file has only what readers see or saw: no row that was never published, none withdrawn before it had a file.
    """
    rows = [row for row in collection.rows() if has_file(row)]
    return [row.pk for row in rows if record_of(collection, row).digest() != row.loaded_digest]


def has_file(row: models.Model) -> bool:
    """Whether a row has a file or should have one. Rows without a status always do."""
    status = getattr(row, "status", "")
    return status != DRAFT and (status != WITHDRAWN or bool(row.loaded_digest))


def normalize(text: str) -> str:
    """Text with `\\n` line ends and no spaces at either end: browsers send `\\r\\n`, editors leave blank lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def record_of(collection: Collection, row: models.Model, relations: dict[str, list[str]] | None = None) -> Record:
    """A row as it would be written. `relations` gives the slugs of many-to-many fields not yet saved."""
    record = Record(collection, as_text(getattr(row, collection.key)))
    for language in [SOURCE_LANGUAGE] if collection.is_table else LANGUAGES:
        values = {
            name: relations[name] if relations and name in relations else row_value(collection, row, name, language)
            for name in collection.names_in(language)
        }
        if language == SOURCE_LANGUAGE or any(values.values()):
            record.documents[language] = document_of(collection, values)
    return record


def document_of(collection: Collection, values: dict[str, Value]) -> Document:
    """Values by key as a document, without what is empty or implied."""
    body = str(values.pop(collection.body, ""))
    fields = {key: value for key, value in values.items() if value and IMPLIED.get(key) != value}
    return Document(fields=fields, body=body)


def canonical(collection: Collection, language: str, document: Document) -> Document:
    """A file's document as it would be written from the row that was loaded from it."""
    values = {}
    for name in collection.names_in(language):
        value = document.body if name == collection.body else document.fields.get(name, "")
        values[name] = canonical_value(collection.model._meta.get_field(name), value)
    return document_of(collection, values)


def canonical_value(model_field: models.Field, value: Value) -> Value:
    if model_field.many_to_many:
        return sorted(set(value))
    if not value and model_field.has_default():
        return written(model_field, model_field.get_default())
    if model_field.is_relation or not value:
        return value
    try:
        return written(model_field, model_field.to_python(value))
    except ValidationError:
        return value


def row_value(collection: Collection, row: models.Model, name: str, language: str) -> Value:
    """A field's value as it is written in this language's file."""
    model_field = collection.model._meta.get_field(name)
    if model_field.many_to_many:
        return sorted(related.slug for related in getattr(row, name).all())
    if model_field.is_relation:
        return getattr(row, name).slug if getattr(row, model_field.attname) else ""
    return written(model_field, getattr(row, collection.field_name(name, language)))


def written(model_field: models.Field, value: object) -> Value:
    """A field's value as it stands in a file."""
    if isinstance(value, list):
        return [normalize(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:.{model_field.decimal_places}f}"
    return as_text(value)


def as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return normalize(str(value))
