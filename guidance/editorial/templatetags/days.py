"""Links to readers' pages as they are on another day."""

import datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import translation

from guidance.editorial.changes import OWN_NAMES, TAGS
from guidance.editorial.models import LANGUAGES, Publishable

register = template.Library()


@register.simple_tag
def pages_on(day: datetime.date, record: Publishable | None = None) -> list[dict[str, str]]:
    """The address, name and tag of a record's page, or of the first page, on a day in each language."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            path = record.get_absolute_url().partition("#")[0] if record else reverse("home")
            asked = urlencode({"day": day.isoformat(), "path": path})
            found.append({"path": f"{reverse('as-of')}?{asked}", "name": OWN_NAMES[language], "tag": TAGS[language]})
    return found
