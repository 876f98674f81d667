"""What the form of a record shows of its translations."""

from dataclasses import dataclass

from django import template
from django.conf import settings

from guidance.editorial.difference import Piece, compare
from guidance.editorial.models import Publishable
from guidance.editorial.models.translation import Translation
from guidance.editorial.translation_state import TRANSLATIONS, stale_blocks, state_of

register = template.Library()


@dataclass(frozen=True)
class Behind:
    """A part of the source that changed: the field's name, and the pieces of the Chinese then and now."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Box:
    """A translation, the name of its language, and what in the source it does not stand for yet."""

    translation: Translation
    name: str
    behind: list[Behind]


@register.simple_tag
def translation_boxes(record: Publishable) -> list[Box]:
    """One for each language but the source's, about the words that readers get."""
    stored = type(record)._base_manager.get(pk=record.pk)
    return [box_of(stored, state_of(stored, language)) for language in TRANSLATIONS]


def box_of(record: Publishable, translation: Translation) -> Box:
    behind = [Behind(part.label, compare(part.before, part.after)) for part in stale_blocks(record, translation)]
    return Box(translation, dict(settings.LANGUAGES)[translation.language], behind)
