"""How much of each kind of work there is in all, with the lists where it is found."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser as User
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from guidance.content.records import differing
from guidance.editorial.models import Draft, Link, Publishable, Translation
from guidance.editorial.work import CHECK_DUE, HELD_BACK, LAW_CHANGED, SECOND_CHECK, kinds_of_work, with_work
from guidance.feedback.models import Remark, Report, Request
from guidance.search.models import MissedQuery
from guidance.site.collections import COLLECTIONS
from guidance.site.dashboard import written_by

PUBLISH = "editorial.publish_draft"


@dataclass(frozen=True)
class Place:
    """A list in the admin, by the name of what is in it, and how many of them are meant."""

    name: str
    number: int
    address: str


@dataclass(frozen=True)
class Count:
    """One kind of work, in every list where there is some."""

    label: str | Promise
    places: list[Place]

    @property
    def total(self) -> int:
        return sum(place.number for place in self.places)


def counts(user: User, *, on: datetime.date) -> list[Count]:
    """All that this person may see, also what there is none of."""
    works = [
        (_("Need a second check"), SECOND_CHECK),
        (_("Held back"), HELD_BACK),
        (_("The law has changed"), LAW_CHANGED),
        (_("Checks due"), CHECK_DUE),
        (_("Drafts in review"), Draft.State.IN_REVIEW),
        (_("Drafts being written"), Draft.State.DRAFT),
    ]
    kinds = written_by(user)
    found = [Count(label, places_of_work(kinds, work, on)) for label, work in works] if kinds else []
    for label, model, rows, address in lists():
        if may_see(user, model):
            found.append(Count(label, some(place_of(model, rows().count(), **address))))
    if user.has_perm(PUBLISH):
        found.append(Count(_("Differ from their files"), places_of_difference(user)))
    return found


def lists() -> Iterable[tuple[Promise, type[models.Model], Callable[[], models.QuerySet], dict[str, str]]]:
    """What is counted in one list alone: its label, its model, its rows, and what the list's address asks for."""
    unread = {"state__exact": Report.State.UNREAD}
    return [
        (_("Translations behind"), Translation, Translation.objects.stale, {"state": Translation.State.STALE}),
        (_("Not translated"), Translation, Translation.objects.missing, {"state": Translation.State.MISSING}),
        (_("Broken links"), Link, Link.objects.broken, {}),
        (_("Unread requests"), Request, Request.objects.unread, unread),
        (_("Unread remarks"), Remark, Remark.objects.unread, unread),
        (_("Searches that found nothing"), MissedQuery, MissedQuery.objects.shown, {}),
    ]


def places_of_work(kinds: Iterable[type[Publishable]], work: str, on: datetime.date) -> list[Place]:
    return [
        place
        for kind in kinds
        if work in dict(kinds_of_work(kind))
        for place in some(place_of(kind, with_work(kind.objects.all(), work, on=on).count(), work=work))
    ]


def places_of_difference(user: User) -> list[Place]:
    return [
        place
        for collection in COLLECTIONS
        if may_see(user, collection.model)
        for place in some(place_of(collection.model, len(differing(collection)), file="differs"))
    ]


def may_see(user: User, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def place_of(model: type[models.Model], number: int, **asked: str) -> Place:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    query = f"?{urlencode(asked)}" if asked else ""
    return Place(str(model._meta.verbose_name_plural), number, address + query)


def some(place: Place) -> list[Place]:
    return [place] if place.number else []
