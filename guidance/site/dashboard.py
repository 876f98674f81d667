"""What this person could do today, what would harm readers most if it were left undone first.

Each source of things to do is one function of the list `SOURCES`, in the order of that harm.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.contrib.auth.models import AbstractBaseUser as User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from guidance.editorial import roles
from guidance.editorial.field_texts import record_models
from guidance.editorial.models import Checked, Draft, LawCheck, Link, Publishable, Translation
from guidance.editorial.workflow import is_by, unchecked_act
from guidance.feedback.models import Remark, Report, Request

MOST = 7
# So that one long list does not hide everything that comes after it; the counts tell how long it is.
FROM_EACH = 3


@dataclass(frozen=True)
class Task:
    """One thing to do: what kind of thing, with what, since when it waits, and the address where it is done."""

    kind: str | Promise
    about: str
    address: str
    since: datetime.date | None = None


Source = Callable[[User, datetime.date], Iterator[Task]]


def things_to_do(user: User, *, on: datetime.date) -> list[Task]:
    """At most seven, of which this person's role lets them do each."""
    return list(islice(chain.from_iterable(islice(source(user, on), FROM_EACH) for source in SOURCES), MOST))


def second_checks(user: User, on: datetime.date) -> Iterator[Task]:
    """What someone else did alone, and readers are told so."""
    found = chain.from_iterable(kind.objects.filter(needs_second_check=True) for kind in published_by(user))
    for record in sorted(found, key=lambda each: each.changed_at):
        act = unchecked_act(record)
        if not is_by(act, user):
            since = localdate(act.made_at if act else record.changed_at)
            yield Task(_("Needs a second check"), str(record), address_of(record, "review"), since)


def held_back(user: User, on: datetime.date) -> Iterator[Task]:
    """What readers should have by now."""
    for draft in drafts_of(published_by(user)).held_back():
        yield about_draft(_("Held back"), draft, "review")


def changes_of_the_law(user: User, on: datetime.date) -> Iterator[Task]:
    """What leans on a rule that has changed, until someone says that it is still right."""
    found = LawCheck.objects.open().filter(record_type__in=types_of(published_by(user)))
    for check in found.order_by("opened_at", "pk").prefetch_related("record")[:FROM_EACH]:
        if check.record:
            since = localdate(check.opened_at)
            yield Task(_("The law has changed"), str(check.record), address_of(check.record, "change"), since)


def overdue_checks(user: User, on: datetime.date) -> Iterator[Task]:
    kinds = [kind for kind in published_by(user) if issubclass(kind, Checked)]
    found = chain.from_iterable(kind.published_and_due(on) for kind in kinds)
    for record in sorted(found, key=lambda each: (each.next_check, each.slug)):
        yield Task(_("Check is due"), str(record), address_of(record, "change"), record.next_check)


def waiting_drafts(user: User, on: datetime.date) -> Iterator[Task]:
    """What others wrote and sent for review."""
    for draft in drafts_of(published_by(user)).waiting().not_written_by(user):
        yield about_draft(_("Waits for review"), draft, "review", localdate(draft.sent_at))


def own_drafts(user: User, on: datetime.date) -> Iterator[Task]:
    """What this person wrote and nobody has sent for review, or came back from there."""
    for draft in drafts_of(written_by(user)).unsent().written_by(user):
        yield about_draft(_("Your draft"), draft, "change", localdate(draft.revision.made_at))


def stale_translations(user: User, on: datetime.date) -> Iterator[Task]:
    """Translations behind the Chinese that nobody has in hand."""
    mine = models.Q(in_work_by="") | models.Q(in_work_by=user.get_full_name() or user.get_username())
    found = Translation.objects.stale().filter(mine, record_type__in=types_of(written_by(user)))
    for translation in found.order_by("stale_since", "pk").prefetch_related("record")[:FROM_EACH]:
        record = translation.record
        yield Task(_("Translation is behind"), str(record), address_of(record, "change"), translation.stale_since)


def broken_links(user: User, on: datetime.date) -> Iterator[Task]:
    """Each leads to the first record it stands in that this person may write."""
    types = {kind.pk for kind in types_of(written_by(user))}
    for link in Link.objects.broken().order_by("failing_since", "pk").prefetch_related("places__record"):
        place = next((place for place in link.places.all() if place.record_type_id in types), None)
        if place and place.record:
            since = localdate(link.failing_since) if link.failing_since else None
            yield Task(_("Broken link"), link.address, address_of(place.record, "change"), since)


def feedback(user: User, on: datetime.date) -> Iterator[Task]:
    """What readers sent and nobody has read: requests, then remarks, which ask for less; each the oldest first."""
    for model in (Request, Remark):
        if user.has_perm(f"feedback.change_{model._meta.model_name}"):
            for report in model.objects.unread().order_by("received_on", "pk")[:FROM_EACH]:
                yield about_report(report)


SOURCES: list[Source] = [
    second_checks,
    held_back,
    changes_of_the_law,
    overdue_checks,
    waiting_drafts,
    own_drafts,
    stale_translations,
    broken_links,
    feedback,
]


def written_by(user: User) -> list[type[Publishable]]:
    """The kinds of records this person may draft."""
    return [model for model in record_models(Publishable) if roles.may_write(user, model())]


def published_by(user: User) -> list[type[Publishable]]:
    """The kinds of records this person may publish."""
    return [model for model in record_models(Publishable) if roles.may_publish(user, model())]


def types_of(kinds: list[type[Publishable]]) -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*kinds).values())


def drafts_of(kinds: list[type[Publishable]]) -> models.QuerySet:
    drafts = Draft.objects.filter(record_type__in=types_of(kinds))
    return drafts.select_related("revision").prefetch_related("record")


def about_draft(kind: Promise, draft: Draft, page: str, since: datetime.date | None = None) -> Task:
    return Task(kind, str(draft.record), address_of(draft.record, page), since)


def about_report(report: Report) -> Task:
    opts = report._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[report.pk])
    return Task(opts.verbose_name, str(report), address, report.received_on)


def address_of(record: Publishable, page: str) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])
