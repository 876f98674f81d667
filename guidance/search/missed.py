"""Keeps count of words that found nothing, so that editors learn what is missing and nobody learns who asked."""

import hashlib
import hmac
import logging

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from guidance.search.models import LONGEST_MISS, MissedQuery
from guidance.search.segment import normal

logger = logging.getLogger(__name__)

# So that nobody can fill the database by asking for nonsense.
KEPT_AT_MOST = 10_000


def record_miss(typed: str, language: str) -> None:
    """Counts one more time that these words found nothing. The words themselves are kept from the fifth time on."""
    text = masked(normal(typed[:LONGEST_MISS])).strip()
    if not text or len(typed) > LONGEST_MISS:
        return
    try:
        with transaction.atomic():
            count(text, language)
    except DatabaseError as error:
        # A reader's page does not depend on it. The words are not written down.
        logger.warning("A query that found nothing could not be counted: %s", type(error).__name__)


def masked(text: str) -> str:
    """Every digit hidden: it might be somebody's number."""
    return "".join("#" if letter.isdigit() else letter for letter in text)


def count(text: str, language: str) -> None:
    today = timezone.localdate()
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{language}\0{text}".encode(), hashlib.sha256).hexdigest()
    miss = MissedQuery.objects.select_for_update().filter(digest=digest).first()
    if miss is None:
        MissedQuery.objects.forgettable(today).delete()
        if MissedQuery.objects.count() >= KEPT_AT_MOST:
            return
        miss = MissedQuery(digest=digest, language=language)
    miss.times += 1
    miss.last_asked_on = today
    miss.text = text if miss.times >= MissedQuery.shown_from else ""
    miss.save()
