"""Finds every address a record leads to, and where in it that address stands."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models

from guidance.content.markup import targets
from guidance.editorial.field_texts import texts_of


@dataclass(frozen=True)
class FoundLink:
    """An address, the field it stands in, and the line there: from 1, or 0 where there is no line to name."""

    address: str
    field: str
    line: int = 0


class Source(NamedTuple):
    """A source's title, and its address if it has one."""

    title: str
    url: str


def as_source(line: str) -> Source:
    """Splits a line "title address" of a record's sources."""
    match = re.fullmatch(r"(.*\S)\s+(https?://\S+)", line)
    return Source(match[1], match[2]) if match else Source(line, "")


def links_of(record: models.Model) -> list[FoundLink]:
    """Links and images in texts, sources and addresses of a record; what is dropped from its pages is left out."""
    in_texts = [
        FoundLink(target.address, words.field, target.line)
        for words in texts_of(record)
        if words.is_markdown
        for target in targets(words.text)
        if target.is_allowed and not target.address.startswith(("tel:", "mailto:"))
    ]
    return [*in_texts, *links_in_fields(record)]


def links_in_fields(record: models.Model) -> list[FoundLink]:
    """What stands in fields that are the same in every language."""
    found = []
    for field in record._meta.fields:
        value = getattr(record, field.attname)
        if isinstance(field, models.URLField) and value:
            found.append(FoundLink(value, field.name))
        elif field.name == "sources":
            lines = enumerate(value, start=1)
            found += [FoundLink(url, field.name, number) for number, line in lines if (url := as_source(line).url)]
    return found
