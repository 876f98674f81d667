"""Holding what is published against its sources again: when its day has come, and when a rule it leans on changed."""

import datetime
from collections.abc import Iterable
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser as User
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guidance.editorial import citations, law_changes, roles
from guidance.editorial.desk import Desk, keep
from guidance.editorial.field_texts import record_models
from guidance.editorial.models import Checked, LawCheck, Publishable, Revision
from guidance.editorial.snapshot import Words, words_of
from guidance.editorial.workflow import Refused, lock, require

NOTE_LENGTH = Revision._meta.get_field("note").max_length


def due(on: datetime.date, kinds: Iterable[type[models.Model]] | None = None) -> list[Publishable]:
    """The published records whose next check should be done by a day, the latest first; of some kinds, or of all."""
    found = chain(*(kind.published_and_due(on) for kind in (record_models(Checked) if kinds is None else kinds)))
    return sorted(found, key=lambda record: (record.next_check, record.slug))


def overdue(on: datetime.date) -> list[Publishable]:
    """Those of them whose readers are told that the check is late."""
    return [record for record in due(on) if record.is_overdue(on)]


def sources_of(record: Publishable) -> list[str]:
    """What a record can be held against: its official address, its sources or, without any, the law it cites."""
    named = [getattr(record, name, "") for name in ("official_url", "url")]
    found = [*filter(None, named), *getattr(record, "sources", [])]
    return list(dict.fromkeys(found)) or cited_law(record)


def cited_law(record: Publishable) -> list[str]:
    rows = [citations.find_row(kind, slug) for kind, slug in sorted(record.cited())]
    return [row.citation_label for row in rows if row and row.is_legal]


@transaction.atomic
def confirm_unchanged(
    record: Publishable, *, source: str, against: str, by: User, now: datetime.datetime
) -> Publishable:
    """Someone has re-read `source` and found the published words still right, so the next check is counted from today.

    `against` is a value of `Checked.Against`. A draft that waits gets the new date too. Raises Refused.
    """
    require(roles.may_publish(by, record))
    desk = lock(record)
    row = desk.record
    if not row.is_published:
        raise Refused(_("Only what readers see is held against its source."))
    if not source.strip():
        raise Refused(_("Say which source you have read again."))
    row.checked_on, row.checked_against = localdate(now), against
    row.save(is_minor=True)
    act = {"by": by, "now": now, "note": source.strip()[:NOTE_LENGTH]}
    confirmed = keep(row, Revision.Kind.UNCHANGED, words_of(row), **act)
    if desk.draft and not desk.has_moved:
        carry(desk, confirmed, act)
    return row


def carry(desk: Desk, confirmed: Revision, act: dict[str, object]) -> None:
    """Puts the date of a check into the draft that waits, which then stands on the record as it is now."""
    draft, words = desk.draft, with_check(desk.newest.words, confirmed.words)
    if words != desk.newest.words:
        draft.revision = keep(desk.record, Revision.Kind.UNCHANGED, words, **act)
    draft.base = confirmed
    draft.save()


def with_check(words: Words, confirmed: Words) -> Words:
    """The words of a draft with what was just checked, unless the draft itself says that it was checked later."""
    if words["checked_on"] > confirmed["checked_on"]:
        return words
    return words | {name: confirmed[name] for name in ("checked_on", "checked_against")}


@transaction.atomic
def confirm_still_right(check: LawCheck, *, by: User, now: datetime.datetime) -> None:
    """Someone has looked at a record after a change of the law, and what it says is still right. Raises Refused."""
    require(roles.may_publish(by, check.record))
    open_check = LawCheck.objects.open().filter(pk=check.pk)
    if not law_changes.answer(open_check, by=by, now=now, outcome=LawCheck.Outcome.CONFIRMED):
        raise Refused(_("This has been answered already."))
