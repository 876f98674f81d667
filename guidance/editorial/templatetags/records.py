"""Filters for showing records."""

import re
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from guidance.editorial.models import Publishable

register = template.Library()


class Source(NamedTuple):
    """A source's title, and its address if it has one."""

    title: str
    url: str


@register.filter
def as_source(line: str) -> Source:
    """Splits a line "title address" of a record's sources."""
    match = re.fullmatch(r"(.*\S)\s+(https?://\S+)", line)
    return Source(match[1], match[2]) if match else Source(line, "")


@register.filter
def lang_attribute(record: Publishable) -> SafeString:
    """` lang="zh-Hans"` where the record is shown in Chinese on a page of another language."""
    return SafeString(' lang="zh-Hans"' if record.is_fallback else "")


@register.filter
def in_force_on(record: object, day: object) -> bool:
    """Whether an instrument or a provision is in force on a day."""
    return record.in_force(day)
