"""Takes a sent form in: from this site's page, complete, within the hour's limit, and then saved."""

import datetime
import logging
from dataclasses import dataclass
from http import HTTPStatus

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guidance.feedback.forms import GuardedForm
from guidance.feedback.guard import is_from_this_site
from guidance.feedback.limits import is_too_much
from guidance.feedback.memory import recall, remember
from guidance.feedback.models import Report

# Seconds.
TAPPED_TWICE = 600

logger = logging.getLogger(__name__)

FOREIGN = _(
    "The browser did not say that this was sent from this site. Nothing is lost: please send it again from here."
)
TOO_MUCH = _(
    "Very many forms have come in this hour, from here or from everywhere. Your words are still below: "
    "please keep this page or copy them, and send them in an hour."
)
NOT_SAVED = _("It could not be saved just now; the fault is ours. Your words are still below: please try again later.")


@dataclass(frozen=True)
class Receipt:
    """What became of a sent form: the saved report, or none and the status of the answer."""

    report: Report | None
    status: HTTPStatus


def receive(request: HttpRequest, form: GuardedForm, now: datetime.datetime) -> Receipt:
    """Saves a bound form, or puts into it the reason why not. Nothing typed is lost or logged."""
    if not is_from_this_site(request):
        return refuse(form, FOREIGN, HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return Receipt(None, HTTPStatus.UNPROCESSABLE_ENTITY)
    if earlier := sent_before(form):
        return Receipt(earlier, HTTPStatus.SEE_OTHER)
    if is_too_much(request, now):
        return refuse(form, TOO_MUCH, HTTPStatus.TOO_MANY_REQUESTS)
    report = complete(form, now)
    try:
        with transaction.atomic():
            report.save()
    except DatabaseError as error:
        # The error's own words may quote the row, and so what the reader typed: only its name is written down.
        logger.error("A report of a reader could not be saved: %s", type(error).__name__)
        return refuse(form, NOT_SAVED, HTTPStatus.SERVICE_UNAVAILABLE)
    remember(key_of(form), report.pk, TAPPED_TWICE)
    return Receipt(report, HTTPStatus.SEE_OTHER)


def complete(form: GuardedForm, now: datetime.datetime) -> Report:
    """What was typed, with the page it speaks of and the day."""
    report = form.instance
    report.page = form.cleaned_data["page"]
    report.language = form.reported.language if form.reported else get_language()
    report.received_on = now.date()
    return report


def sent_before(form: GuardedForm) -> Report | None:
    """What this very form was saved as, when a slow network made somebody tap twice."""
    return form._meta.model.objects.filter(pk=recall(key_of(form))).first()


def key_of(form: GuardedForm) -> str:
    """Of this form only: a remark's seal must not lead to the request that has the same key in its own table."""
    return f"feedback-sent-{form._meta.model.__name__}-{form['seal'].value()}"


def refuse(form: GuardedForm, why: str, status: HTTPStatus) -> Receipt:
    form.add_error(None, why)
    return Receipt(None, status)
