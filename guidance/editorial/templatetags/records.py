"""Filters for showing records."""

from django import template
from django.utils.safestring import SafeString

from guidance.editorial.links import as_source
from guidance.editorial.models import Publishable

register = template.Library()
register.filter(as_source)


@register.filter
def lang_attribute(record: Publishable) -> SafeString:
    """` lang="zh-Hans"` where the record is shown in Chinese on a page of another language."""
    return SafeString(' lang="zh-Hans"' if record.is_fallback else "")


@register.filter
def in_force_on(record: object, day: object) -> bool:
    """Whether an instrument or a provision is in force on a day."""
    return record.in_force(day)
