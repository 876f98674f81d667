"""A record's words: every field an editor writes, as plain text that can be kept, compared and put back."""

from django.db import models

from guidance.content.records import normalize
from guidance.editorial.models.publishable import Publishable, translated_fields

# Texts by field name; of a many-to-many field, the sorted keys. A relation is named by its record's address.
Words = dict[str, str | list[str]]

# What the workflow decides is no part of the words.
DECIDED = frozenset({"status", "instead"})


def written_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields an editor writes, in the order of the model; of a translated one, each language's own."""
    left_out = DECIDED | set(translated_fields(model))
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in fields if field.editable and not field.primary_key and field.name not in left_out]


def words_of(record: Publishable, relations: dict[str, list[str]] | None = None) -> Words:
    """The record as it is in memory. `relations` gives the keys of many-to-many fields that are not yet saved."""
    return {
        field.name: sorted(relations[field.name]) if relations and field.name in relations else word_of(field, record)
        for field in written_fields(type(record))
    }


def word_of(field: models.Field, record: Publishable) -> str | list[str]:
    """One field's value as text. Nothing at all is the empty text."""
    if field.many_to_many:
        return sorted(keys_of(getattr(record, field.name).all())) if record.pk else []
    if field.is_relation:
        related = getattr(record, field.name) if getattr(record, field.attname) else None
        return keys_of([related])[0] if related else ""
    if field.value_from_object(record) is None:
        return ""
    return normalize(field.value_to_string(record))


def keys_of(rows: models.QuerySet | list) -> list[str]:
    """What names each of these records in the words of another: its address, or its number if it has none."""
    return [str(getattr(row, "slug", row.pk)) for row in rows]


def find_related(field: models.Field, keys: list[str]) -> models.QuerySet:
    """The records that a relation's words name. One that is gone is left out."""
    model = field.related_model
    has_slug = any(named.name == "slug" for named in model._meta.concrete_fields)
    return model._default_manager.filter(**{"slug__in" if has_slug else "pk__in": keys})


def put_words(record: Publishable, words: Words) -> None:
    """Puts words into a record in memory, all but the many-to-many fields: those follow with `put_relations`.

    The address stays as it is once the record has been published.
    """
    for field in written_fields(type(record)):
        kept = field.name not in words or (field.name == "slug" and record.status != Publishable.Status.DRAFT)
        if kept or field.many_to_many:
            continue
        if field.is_relation:
            related = find_related(field, [words[field.name]]).first() if words[field.name] else None
            setattr(record, field.attname, related.pk if related else None)
        else:
            setattr(record, field.name, value_of(field, words[field.name]))


def value_of(field: models.Field, word: str) -> object:
    """A field's value from its word."""
    if word == "" and field.null and not isinstance(field, models.CharField | models.TextField):
        return None
    return field.to_python(word)


def put_relations(record: Publishable, words: Words) -> None:
    """Puts the many-to-many fields of words into a saved record."""
    for field in written_fields(type(record)):
        if field.many_to_many and field.name in words:
            getattr(record, field.name).set(find_related(field, words[field.name]))
