"""Keeps the index in step: after each commit, what was saved or deleted in it is indexed afresh."""

import threading
from functools import partial

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from guidance.search import index
from guidance.search.sources import SOURCES

_waiting = threading.local()


def follow_changes() -> None:
    """Listens to every model that is searched, or that decides whether one is shown."""
    for source in SOURCES:
        post_save.connect(note_row, sender=source.model, dispatch_uid=f"search {source.model.__name__}")
        post_delete.connect(note_row, sender=source.model, dispatch_uid=f"search gone {source.model.__name__}")
        for model, path in source.followed_by:
            note = partial(note_dependents, source.model, path)
            uid = f"search {source.model.__name__} by {model.__name__}"
            post_save.connect(note, sender=model, weak=False, dispatch_uid=uid)


def note_row(sender: type[models.Model], instance: models.Model, **kwargs) -> None:
    note([(sender, instance.pk)])


def note_dependents(dependent: type[models.Model], path: str, instance: models.Model, **kwargs) -> None:
    keys = dependent._default_manager.filter(**{path: instance}).values_list("pk", flat=True)
    note([(dependent, key) for key in keys])


def note(records: list[index.Record]) -> None:
    """Remembers records until the commit, so that saving a thousand rows refreshes the index once."""
    waiting = _waiting.__dict__.setdefault("records", set())
    waiting.update(records)
    # The save itself must not fail with the index; what is missed is caught up with later.
    transaction.on_commit(refresh_waiting, robust=True)


def refresh_waiting() -> None:
    records = _waiting.__dict__.pop("records", set())
    if records:
        index.refresh(records)
