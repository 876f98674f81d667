"""Keeps track of which parts of a translation are behind the Chinese, by what the words are and not by dates.

A text is split into blocks. A translation stands for source blocks; a source block that changed without its
translation is stale until the translation follows, someone confirms that it is still correct, or the change was minor.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from guidance.content import blocks
from guidance.content.records import LANGUAGES, SOURCE_LANGUAGE
from guidance.editorial.field_texts import label_of, texts_of
from guidance.editorial.models.translation import Translation

CHUNK = 500
TRANSLATIONS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
State = Translation.State
KEPT = ["state", "stale_since", "made_from", "seen_source", "seen", "confirmed_by", "confirmed_on", "in_work_by"]

# By field, without language: its blocks, or their fingerprints.
Blocks = dict[str, list[str]]
Key = tuple[int, int, str]


@dataclass(frozen=True)
class StaleBlock:
    """A piece of the source that the translation does not stand for yet: as it was then, and as it is now."""

    label: str
    before: str
    after: str


def follow(records: Iterable[models.Model], *, on: datetime.date, is_minor: bool = False) -> None:
    """Looks at what the words of stored records have become, and keeps what that means for their translations.

    Where source and translation changed together, the translation is current. A minor change of the source makes
    nothing stale. Costs a few queries for any number of records.
    """
    records = list(records)
    kept = translations_of(records)
    changed = []
    for record in records:
        for language in TRANSLATIONS:
            translation = kept.get(key_of(record, language)) or new_translation(record, language)
            before = contents(translation)
            catch_up(translation, record, on=on, is_minor=is_minor)
            note_day(record, translation)
            if contents(translation) != before:
                changed.append(translation)
    store(changed)


def state_of(record: models.Model, language: str) -> Translation:
    """How a stored record stands in a language. One that nobody has looked at counts as made from what is beside it."""
    key = key_of(record, language)
    return translations_of([record]).get(key) or catch_up(new_translation(record, language), record)


def stale_blocks(record: models.Model, translation: Translation) -> list[StaleBlock]:
    """Every piece of the source that changed since the translation was made from it, in the order of the fields."""
    if translation.state != State.STALE:
        return []
    source = blocks_of(record, SOURCE_LANGUAGE)
    return [
        StaleBlock(label_of(type(record), name), "\n\n".join(change.before), "\n\n".join(change.after))
        for name, now in source.items()
        for change in blocks.changes(translation.made_from.get(name, now), now)
    ]


def confirm_still_correct(record: models.Model, language: str, *, by: str, on: datetime.date) -> Translation:
    """Someone has held the translation against the source as it is now: it is current until the next change."""
    translation = state_of(record, language)
    translation.made_from = blocks_of(record, SOURCE_LANGUAGE)
    catch_up(translation, record, on=on)
    translation.confirmed_by, translation.confirmed_on = by, on
    note_day(record, translation)
    store([translation])
    return translation


def take_in_work(record: models.Model, language: str, *, by: str) -> Translation:
    """Says who is at it, until the translation changes. An empty name gives it back."""
    translation = state_of(record, language)
    translation.in_work_by = by
    store([translation])
    return translation


def catch_up(
    translation: Translation, record: models.Model, *, on: datetime.date | None = None, is_minor: bool = False
) -> Translation:
    """Brings a translation's row up to the words of its record. Nothing is saved."""
    source, words = blocks_of(record, SOURCE_LANGUAGE), blocks_of(record, translation.language)
    seen = {name: blocks.fingerprints(text) for name, text in words.items()}
    translation.made_from = {
        name: made_from(translation, name, text, seen[name], is_minor=is_minor) for name, text in source.items()
    }
    if translation.seen and seen != translation.seen:
        translation.in_work_by = ""
    translation.seen = seen
    translation.seen_source = {name: blocks.fingerprints(text) for name, text in source.items()}
    set_state(translation, record, source, on)
    return translation


def made_from(translation: Translation, name: str, source: list[str], words: list[str], *, is_minor: bool) -> list[str]:
    """The source blocks that one field's translation stands for now. `words` are its fingerprints."""
    before = translation.seen.get(name, [])
    if name not in translation.made_from or not words or not before:
        return source
    was_followed = blocks.translated_anew(len(source), before, words)
    is_new = blocks.made_just_now(translation.seen_source.get(name, []))
    return blocks.carry(
        translation.made_from[name], source, lambda change: was_followed(change) or (is_minor and is_new(change))
    )


def set_state(translation: Translation, record: models.Model, source: Blocks, on: datetime.date | None) -> None:
    if not record.is_available_in(translation.language):
        state = State.MISSING
    else:
        is_stale = any(blocks.changes(translation.made_from[name], text) for name, text in source.items())
        state = State.STALE if is_stale else State.CURRENT
    if state == State.STALE:
        translation.confirmed_by, translation.confirmed_on = "", None
        translation.stale_since = translation.stale_since or on
    else:
        translation.stale_since = None
    translation.state = state


def blocks_of(record: models.Model, language: str) -> Blocks:
    """A record's texts in one language. Markdown is split at its headings, any other text is one block."""
    return {
        text.name: blocks.split(text.text) if text.is_markdown else [text.text] * bool(text.text)
        for text in texts_of(record, [language])
    }


def note_day(record: models.Model, translation: Translation) -> None:
    """Keeps with the record itself since when it is behind, so that readers' pages need not ask."""
    days = {language: day for language, day in record.stale_since.items() if language != translation.language}
    if translation.stale_since:
        days[translation.language] = translation.stale_since.isoformat()
    if days != record.stale_since:
        record.stale_since = days
        # Not an update: readers see it, and stored pages learn of it by the signal. Nor the record's own save, which
        # would follow its translations again.
        models.Model.save(record, update_fields=["stale_since"])


def key_of(record: models.Model, language: str) -> Key:
    return ContentType.objects.get_for_model(record).pk, record.pk, language


def new_translation(record: models.Model, language: str) -> Translation:
    return Translation(record_type=ContentType.objects.get_for_model(record), record_id=record.pk, language=language)


def translations_of(records: Iterable[models.Model]) -> dict[Key, Translation]:
    """The stored translations of these records."""
    numbers: dict[ContentType, list[int]] = {}
    for record in records:
        numbers.setdefault(ContentType.objects.get_for_model(record), []).append(record.pk)
    return {
        (kind.pk, translation.record_id, translation.language): translation
        for kind, keys in numbers.items()
        for start in range(0, len(keys), CHUNK)
        for translation in Translation.objects.filter(record_type=kind, record_id__in=keys[start : start + CHUNK])
    }


def contents(translation: Translation) -> list[object]:
    """All that is kept of a translation, to tell whether it changed."""
    return [translation.pk, *(getattr(translation, name) for name in KEPT)]


def store(translations: Iterable[Translation]) -> None:
    new, known = [], []
    for translation in translations:
        (known if translation.pk else new).append(translation)
    Translation.objects.bulk_create(new, batch_size=CHUNK)
    Translation.objects.bulk_update(known, KEPT, batch_size=CHUNK)
