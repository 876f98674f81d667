"""Starts a new generation of pages whenever something readers see is saved, deleted or related anew.

Which models readers see is said by one attribute, `seen_by_readers`: every `Publishable` has it, and so has any other
model whose rows show on a reader's page. Saving anything else (drafts, sessions, search entries) leaves pages alone.

The number in the database changes within the same transaction as the words: both are kept or neither is.
"""

import logging

from django.db import DEFAULT_DB_ALIAS, models, router, transaction
from django.db.models import signals

from guidance.pages import gone
from guidance.pages.models import Generation
from guidance.pages.watching import watcher

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listens to every model."""
    signals.pre_save.connect(before_change, dispatch_uid="pages-before-save")
    signals.pre_delete.connect(before_change, dispatch_uid="pages-before-delete")
    signals.post_save.connect(after_change, dispatch_uid="pages-after-save")
    signals.post_delete.connect(after_change, dispatch_uid="pages-after-delete")
    signals.m2m_changed.connect(relation_changed, dispatch_uid="pages-relation")
    signals.pre_delete.connect(gone.keep_address, dispatch_uid="pages-address-kept")
    signals.post_save.connect(gone.free_address, dispatch_uid="pages-address-freed")


def is_seen_by_readers(model: type[models.Model]) -> bool:
    return getattr(model, "seen_by_readers", False)


def before_change(sender: type[models.Model], **kwargs) -> None:
    """Within a transaction the number is taken first: writers who meet wait here, before they hold anything else."""
    if is_seen_by_readers(sender) and transaction.get_connection().in_atomic_block:
        start_generation()


def after_change(sender: type[models.Model], **kwargs) -> None:
    """Without a transaction the change is already committed."""
    if is_seen_by_readers(sender) and not transaction.get_connection().in_atomic_block:
        start_generation()


def relation_changed(instance: models.Model, action: str, **kwargs) -> None:
    if action.startswith("pre_"):
        before_change(type(instance))
    else:
        after_change(type(instance))


def start_generation() -> None:
    """Makes every stored page out of date once the running transaction is committed.

    For writes that send no signal (`bulk_create`, `update`) to be called within their transaction.
    """
    connection = transaction.get_connection(router.db_for_write(Generation) or DEFAULT_DB_ALIAS)
    # Django forgets a hook when the savepoint it was registered in is rolled back, and so is our number.
    if not any(hook is announce for _savepoints, hook, _robust in connection.run_on_commit):
        Generation.objects.advance()
        transaction.on_commit(announce, robust=True)


def announce() -> None:
    """Lets this process, and through the store's link the others of this machine, know at once."""
    watcher().look()
