"""Scheduled publications. The moment is a column, read when readers come: no clock, no queue, nothing to lose."""

import datetime
import logging

from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from guidance.editorial.desk import Collision, Desk
from guidance.editorial.models import Draft, Revision
from guidance.editorial.refusals import Refused
from guidance.editorial.soundness import waiver_of_schedule
from guidance.editorial.workflow import lock, put_live, unschedule

logger = logging.getLogger(__name__)


def publish_due(now: datetime.datetime) -> int:
    """Publishes every draft whose moment has come, each once, whoever else is doing the same. Returns how many."""
    return sum(publish_one(key, now) for key in Draft.objects.due(now).values_list("pk", flat=True))


def publish_one(key: int, now: datetime.datetime) -> bool:
    """Publishes one scheduled draft, or holds it back with the reason in its history. False if there was none left.

    What has broken since it was scheduled holds it back: readers keep the words that were sound when they were
    published, rather than get a verdict without its law or a citation of nothing, while no editor is looking. Warnings
    that have come up since do not: nobody is there to answer them, and an advice that is late may harm too.
    """
    with transaction.atomic():
        waiting = Draft.objects.filter(pk=key).first()
        desk = lock(waiting.record) if waiting else None
        # Whoever had the lock before us may have published it.
        if desk is None or desk.draft is None or not desk.draft.is_due(now):
            return False
        try:
            # The reason is for editors, not for the reader whose visit this is.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                publish_as_scheduled(desk)
        except (Collision, Refused) as reason:
            logger.warning("A scheduled draft was held back: %s", waiting)
            unschedule(desk.record, by=None, now=now, note=str(reason)[:300])
            return False
    return True


def publish_as_scheduled(desk: Desk) -> None:
    draft = desk.draft
    waiver = waiver_of_schedule(draft)
    put_live(desk, Revision.Kind.PUBLISHED, by=draft.scheduled_by, now=draft.publish_at, waiver=waiver)


def next_moment(now: datetime.datetime) -> datetime.datetime | None:
    """When the next scheduled publication is due: `now`, if one is overdue; None, if none is scheduled."""
    first = Draft.objects.aggregate(first=models.Min("publish_at"))["first"]
    return max(first, now) if first else None
