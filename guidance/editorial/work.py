"""What there is to do with the records of one kind: the lists in the admin and the first page ask the same question."""

import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guidance.editorial.models import Checked, Draft, LawCheck, Publishable

SCHEDULED, HELD_BACK, SECOND_CHECK = "scheduled", "held-back", "second-check"
LAW_CHANGED, CHECK_DUE = "law-changed", "check-due"


def kinds_of_work(model: type[Publishable]) -> list[tuple[str, str | Promise]]:
    """Each kind of work, as an address names it and as editors do."""
    kinds = [
        *Draft.State.choices,
        (SCHEDULED, _("Scheduled")),
        (HELD_BACK, _("Held back")),
        (SECOND_CHECK, _("Needs a second check")),
        (LAW_CHANGED, _("The law has changed")),
    ]
    return [*kinds, (CHECK_DUE, _("Check is due"))] if issubclass(model, Checked) else kinds


def with_work(rows: models.QuerySet, work: str, *, on: datetime.date) -> models.QuerySet:
    """Those of some records with which there is this to do. What `work` does not name is nothing."""
    drafts = Draft.objects.in_model(rows.model)
    if work == SECOND_CHECK:
        return rows.filter(needs_second_check=True)
    if work == LAW_CHANGED:
        return rows.filter(pk__in=LawCheck.objects.open().in_model(rows.model).values("record_id"))
    if work == CHECK_DUE and issubclass(rows.model, Checked):
        return rows.filter(pk__in=rows.model.published_and_due(on).values("pk"))
    if work == SCHEDULED:
        drafts = drafts.filter(publish_at__isnull=False)
    elif work == HELD_BACK:
        drafts = drafts.held_back()
    else:
        drafts = drafts.filter(state=work)
    return rows.filter(pk__in=drafts.values("record_id"))
