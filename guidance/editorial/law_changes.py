"""Follows a change of the law to every record that leans on it, and asks for each to be looked at again.

A rule is a record whose model names, in `meaning`, the fields that say what the law is. A minor edit asks for nothing.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser as User
from django.contrib.contenttypes.models import ContentType
from django.db import models

from guidance.editorial.desk import Desk, keep, name_of
from guidance.editorial.models import LawCheck, Publishable, Revision
from guidance.editorial.models.history import digest_of
from guidance.editorial.snapshot import Words, words_of, written_fields

Why, Outcome = LawCheck.Why, LawCheck.Outcome


@dataclass(frozen=True)
class Change:
    """What happened to a rule: why others have to be looked at, and the rule's last day if it has one."""

    law: Publishable
    why: LawCheck.Why
    ends_on: datetime.date | None


def leaning_on(law: Publishable) -> list[Publishable]:
    """Every record that a change of this rule may make wrong, each once, whether it is published or not."""
    found: list[Publishable] = []
    for row in law.leaned_on_by():
        found += [row, *row.heirs()]
    return [row for row in dict.fromkeys(found) if row != law]


def change_between(law: Publishable, before: Words, after: Words) -> Change | None:
    """What became of the rule's meaning from one set of its words to another, if anything did."""
    changed = {name for name in meaning_of(type(law)) if before.get(name, "") != after.get(name, "")}
    if not changed:
        return None
    last = after.get("in_force_until", "")
    why = Why.ENDS if last and "in_force_until" in changed else Why.CHANGED
    return Change(law, why, datetime.date.fromisoformat(last) if last else None)


def meaning_of(model: type[Publishable]) -> list[str]:
    """The fields that say what the law is; of a translated one, each language's own."""
    fields = written_fields(model)
    return [field.name for field in fields if getattr(field, "translated_field", field).name in model.meaning]


def follow_publication(desk: Desk, *, is_minor: bool, by: User | None, now: datetime.datetime) -> None:
    """To be called before a draft goes live. It answers what was asked about its record before it was written."""
    if is_minor:
        return
    written = Revision.objects.of(desk.record).of_draft().filter(kind__in=Revision.CHANGING).newest()
    if written:
        answer(LawCheck.objects.open().of(desk.record).filter(opened_at__lte=written.made_at), by=by, now=now)
    change = change_between(desk.record, desk.standing.words, desk.newest.words)
    if change and desk.record.is_published:
        open_checks(change, now=now)


def follow_withdrawal(record: Publishable, *, now: datetime.datetime) -> None:
    """To be called when a record that readers could see is withdrawn."""
    if record.meaning:
        open_checks(Change(record, Why.WITHDRAWN, None), now=now)


def follow_load(rows: Iterable[Publishable], *, now: datetime.datetime) -> list[Change]:
    """What a load has changed in the meaning of rules that were there before; to be opened once all is loaded.

    A file that changed answers what was asked about its record.
    """
    found = []
    for row in rows:
        before, words = Revision.objects.of(row).live().newest(), words_of(row)
        if before is None:
            continue
        answer(LawCheck.objects.open().of(row), by=None, now=now)
        if digest_of(words) != before.digest:
            keep(row, Revision.Kind.LOADED, words, by=None, now=now)
        change = change_of_loaded(row, before.words, words)
        if change:
            found.append(change)
    return found


def change_of_loaded(row: Publishable, before: Words, after: Words) -> Change | None:
    if row.status == Publishable.Status.WITHDRAWN:
        return Change(row, Why.WITHDRAWN, None) if row.meaning else None
    return change_between(row, before, after) if row.is_published else None


def open_checks(change: Change, *, now: datetime.datetime) -> None:
    """Asks for a look at all that leans on a rule. What is asked already is asked anew, with the newer reason."""
    law_type = ContentType.objects.get_for_model(change.law)
    for record in leaning_on(change.law):
        LawCheck.objects.update_or_create(
            record_type=ContentType.objects.get_for_model(record),
            record_id=record.pk,
            law_type=law_type,
            law_id=change.law.pk,
            done_at=None,
            defaults={"why": change.why, "ends_on": change.ends_on, "opened_at": now},
        )


def answer(
    checks: models.QuerySet, *, by: User | None, now: datetime.datetime, outcome: Outcome = Outcome.EDITED
) -> int:
    """Closes open checks, with who answered and how. Returns how many there were."""
    return checks.update(outcome=outcome, done_at=now, done_by=by, done_by_name=name_of(by))
