"""What an address shows to readers: a published record, word that it was withdrawn, or nothing."""

from contextlib import suppress

from django.http import Http404

from guidance.editorial.models import Publishable, PublishableQuerySet, Revision


class Gone(Exception):  # noqa: N818  (an answer, like Http404)
    """The record at this address was withdrawn: the answer is 410, with where to go."""

    def __init__(self, record: Publishable) -> None:
        self.record = record
        super().__init__(f"{record.slug} was withdrawn")


def get_shown(published: PublishableQuerySet, **lookup: object) -> Publishable:
    """The published record. Raises Gone for one that readers once saw, and Http404 for any other."""
    with suppress(published.model.DoesNotExist):
        return published.get(**lookup)
    gone = published.model._default_manager.exclude(status=Publishable.Status.DRAFT).filter(**lookup).first()
    raise Gone(gone) if gone and not was_put_aside(gone) else Http404


def was_put_aside(record: Publishable) -> bool:
    """Whether a record was given up before readers ever saw it."""
    ways = [Revision.Kind.WITHDRAWN, Revision.Kind.PUT_ASIDE]
    last = Revision.objects.of(record).filter(kind__in=ways).newest()
    return last is not None and last.kind == Revision.Kind.PUT_ASIDE
