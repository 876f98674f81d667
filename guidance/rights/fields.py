"""Rows that each name a record and say something about it: "criminal-law-238 | nobody may hold you"."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from guidance.editorial.fields import LinesField

SEPARATOR = "|"


class NamedRow(NamedTuple):
    """The slug of a record, and what is said of it."""

    slug: str
    words: str


def split_row(line: str) -> NamedRow:
    """A row's slug and words; either may be empty when the line is not written as it should be."""
    slug, _separator, words = line.partition(SEPARATOR)
    return NamedRow(slug.strip(), words.strip())


def validate_rows(lines: list[str]) -> None:
    """Raises ValidationError for a line that is not "slug | words", or a record named twice."""
    rows = [split_row(line) for line in lines]
    for line, row in zip(lines, rows, strict=True):
        if not row.slug or not row.words:
            raise ValidationError(
                _("“%(line)s” must be: a record's address | what it means here."), params={"line": line}
            )
    if len({row.slug for row in rows}) < len(rows):
        raise ValidationError(_("A record is named twice."))


def unknown_slugs(lines: list[str], known: Callable[[str], bool]) -> list[str]:
    """The slugs in these rows that `known` denies."""
    return [row.slug for row in map(split_row, lines) if not known(row.slug)]


class RowsField(LinesField):
    """A list of rows "slug | words", one to a line."""

    default_validators = [*models.TextField.default_validators, validate_rows]
