"""What editors do with a record, from the first draft to withdrawing it. Each act is whole or does not happen.

Every function takes the stored record, who does it (`by`) and when (`now`, aware). It raises `Refused` where that
person may not do that, and `Collision` where it would overwrite words that nobody has seen.

A legal change needs two people. Who wrote any of a draft publishes it only after someone else who may publish has sent
it for review since: so two people who both wrote are not stuck. In an emergency the writer publishes, with a reason;
then the record says that it needs a second check until another person confirms it.

Nobody publishes what is broken, in an emergency neither; for warnings somebody answers: see soundness.py.
"""

import datetime

from django.contrib.auth.models import AbstractBaseUser as User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guidance.editorial import law_changes, roles
from guidance.editorial.desk import Collision, Desk, Opened, check_seen, keep, only_minor, open_desk
from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.models.history import digest_of
from guidance.editorial.problems import NO_WAIVER, Waiver
from guidance.editorial.refusals import NotYourRole, Refused, SecondPersonNeeded
from guidance.editorial.shown import was_put_aside
from guidance.editorial.snapshot import Words, put_relations, put_words, words_of
from guidance.editorial.soundness import require_sound

Kind, Status, Moment = Revision.Kind, Publishable.Status, datetime.datetime


@transaction.atomic
def begin(record: Publishable, *, by: User, now: Moment, note: str = "") -> Draft:
    """Makes a record that was just added, and saved with status draft, a draft with a history."""
    revision = keep(record, Kind.SAVED, words_of(record), by=by, now=now, note=note)
    return Draft.objects.create(record=record, revision=revision, base=revision)


@transaction.atomic
def save_draft(
    record: Publishable,
    *,
    words: Words,
    opened: Opened,
    by: User,
    now: Moment,
    note: str = "",
    is_minor: bool = False,
) -> Draft | None:
    """Keeps words as the draft, which is then no longer in review or scheduled. None if nothing was changed."""
    require(roles.may_write(by, record))
    desk = lock(record)
    check_seen(desk, words, opened)
    if digest_of(words) != desk.newest.digest:
        return write(desk, keep(desk.record, Kind.SAVED, words, by=by, now=now, note=note, is_minor=is_minor))
    if desk.has_moved:
        desk.draft.base = desk.standing
        desk.draft.save()
    return desk.draft


@transaction.atomic
def restore(record: Publishable, *, revision: Revision, by: User, now: Moment, note: str = "") -> Draft:
    """Makes the words of an earlier revision the draft. What they replace stays in the history."""
    require(roles.may_write(by, record))
    desk = lock(record)
    return write(desk, keep(desk.record, Kind.RESTORED, revision.words, by=by, now=now, note=note))


@transaction.atomic
def send_for_review(record: Publishable, *, by: User, now: Moment, note: str = "") -> Draft:
    require(roles.may_write(by, record))
    desk = lock_draft(record)
    desk.draft.state = Draft.State.IN_REVIEW
    desk.draft.save()
    keep(desk.record, Kind.SENT, desk.newest.words, by=by, now=now, note=note)
    return desk.draft


@transaction.atomic
def publish(
    record: Publishable, *, by: User, now: Moment, note: str = "", urgent: bool = False, waiver: Waiver = NO_WAIVER
) -> Publishable:
    """Shows the draft to readers. `urgent` lets its writer do so where a second person is needed; `note` says why."""
    require(roles.may_publish(by, record))
    desk = lock_draft(record)
    is_own = needs_second_person(desk, by)
    if is_own and not urgent:
        raise SecondPersonNeeded(second_person_sentence())
    if is_own and not note.strip():
        raise Refused(_("Say why this cannot wait for a second person."))
    return put_live(desk, Kind.URGENT if is_own else Kind.PUBLISHED, by=by, now=now, note=note, waiver=waiver)


@transaction.atomic
def schedule(
    record: Publishable, *, publish_at: Moment, by: User, now: Moment, note: str = "", waiver: Waiver = NO_WAIVER
) -> Draft:
    """Has the draft shown to readers from a moment on. See editorial/schedule.py."""
    require(roles.may_publish(by, record))
    desk = lock_draft(record)
    if needs_second_person(desk, by):
        raise SecondPersonNeeded(second_person_sentence())
    if publish_at <= now:
        raise Refused(_("This moment has passed."))
    check_ground(desk)
    require_sound(desk, on=localdate(publish_at), waiver=waiver)
    desk.draft.state, desk.draft.publish_at, desk.draft.scheduled_by = Draft.State.IN_REVIEW, publish_at, by
    desk.draft.save()
    keep(desk.record, Kind.SCHEDULED, desk.newest.words, by=by, now=now, note=note, waiver=waiver)
    return desk.draft


@transaction.atomic
def unschedule(record: Publishable, *, by: User | None, now: Moment, note: str = "") -> Draft:
    """Lets a scheduled draft wait again. Without `by`, it was held back because it could not be published."""
    require(by is None or roles.may_write(by, record))
    desk = lock_draft(record)
    desk.draft.publish_at = desk.draft.scheduled_by = None
    desk.draft.save()
    keep(desk.record, Kind.HELD_BACK, desk.newest.words, by=by, now=now, note=note)
    return desk.draft


@transaction.atomic
def discard(record: Publishable, *, by: User, now: Moment, note: str = "") -> None:
    """Takes the draft away. Its words stay in the history, from where they can be restored."""
    require(roles.may_write(by, record))
    desk = lock_draft(record)
    if desk.record.status == Status.DRAFT:
        raise Refused(_("This was never published: there is nothing to go back to. It can be put aside."))
    keep(desk.record, Kind.DISCARDED, desk.newest.words, by=by, now=now, note=note)
    desk.draft.delete()


@transaction.atomic
def withdraw(record: Publishable, *, by: User, now: Moment, note: str = "", instead: str = "") -> Publishable:
    """Hides the record from readers. Its address says so and, with `instead`, where to go; it can be brought back."""
    require(roles.may_withdraw(by, record))
    desk = lock(record)
    row = desk.record
    if row.status == Status.WITHDRAWN:
        raise Refused(_("This has been withdrawn already."))
    if row.is_legal and not note.strip():
        raise Refused(_("Say why this is withdrawn."))
    if desk.draft and desk.draft.publish_at:
        unschedule(row, by=by, now=now)
    keep(row, Kind.WITHDRAWN if row.is_published else Kind.PUT_ASIDE, words_of(row), by=by, now=now, note=note)
    if row.is_published:
        law_changes.follow_withdrawal(row, now=now)
    row.needs_second_check = row.is_legal and row.is_published
    row.status, row.instead = Status.WITHDRAWN, instead
    row.save()
    return row


@transaction.atomic
def bring_back(record: Publishable, *, by: User, now: Moment, note: str = "") -> Publishable:
    """Undoes a withdrawal: what had been published is shown again, what had not is a draft again."""
    require(roles.may_withdraw(by, record))
    desk = lock(record)
    row = desk.record
    if row.status != Status.WITHDRAWN:
        raise Refused(_("This has not been withdrawn."))
    was_draft = was_put_aside(row)
    words = desk.newest.words if was_draft else words_of(row)
    put_into_row(
        row,
        words,
        status=Status.DRAFT if was_draft else Status.PUBLISHED,
        instead="",
        needs_second_check=row.is_legal and not was_draft,
    )
    keep(row, Kind.BROUGHT_BACK, words, by=by, now=now, note=note)
    return row


@transaction.atomic
def confirm(record: Publishable, *, by: User, now: Moment, note: str = "") -> Publishable:
    """A second person has checked what was done without one."""
    require(roles.may_publish(by, record))
    row = lock(record).record
    if not row.needs_second_check:
        raise Refused(_("Nothing here waits for a second check."))
    if is_by(unchecked_act(row), by):
        raise SecondPersonNeeded(_("You did this yourself: someone else checks it."))
    row.needs_second_check = False
    row.save()
    keep(row, Kind.CONFIRMED, words_of(row), by=by, now=now, note=note)
    return row


@transaction.atomic
def draft_of(record: Publishable) -> Draft | None:
    """The draft that waits, if any words do. What was never published is one, even if it came from a file."""
    try:
        return lock_draft(record).draft
    except Refused:
        return None


def require(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotYourRole(_("Your role does not include this."))


def lock(record: Publishable) -> Desk:
    """The record as it stands, with nobody else changing it until the end of this act."""
    return open_desk(type(record)._default_manager.select_for_update().get(pk=record.pk))


def lock_draft(record: Publishable) -> Desk:
    """The same for acts on a draft. What was never published is one, even if it came from a file."""
    desk = lock(record)
    if desk.draft:
        return desk
    if desk.record.status != Status.DRAFT:
        raise Refused(_("There is no draft."))
    draft = Draft.objects.create(record=desk.record, revision=desk.standing, base=desk.standing)
    return Desk(desk.record, draft, desk.standing)


def write(desk: Desk, revision: Revision) -> Draft:
    """Makes a revision the draft. What was never published is written to its row too, so that lists know it."""
    is_new = desk.record.status == Status.DRAFT
    if is_new:
        put_into_row(desk.record, revision.words, is_minor=revision.is_minor)
    draft = desk.draft or Draft(record=desk.record)
    draft.revision, draft.base = revision, revision if is_new else desk.standing
    draft.state, draft.publish_at, draft.scheduled_by = Draft.State.DRAFT, None, None
    draft.save()
    return draft


def put_live(
    desk: Desk, kind: Kind, *, by: User | None, now: Moment, note: str = "", waiver: Waiver = NO_WAIVER
) -> Publishable:
    """Writes the draft's words to the record's row, which readers see. Raises Unsound, Collision."""
    check_ground(desk)
    require_sound(desk, on=localdate(now), waiver=waiver)
    row, words, is_minor = desk.record, desk.newest.words, only_minor(desk)
    law_changes.follow_publication(desk, is_minor=is_minor, by=by, now=now)
    is_unchecked = kind == Kind.URGENT or (row.needs_second_check and is_by(unchecked_act(row), by))
    decided = {"status": Status.PUBLISHED, "instead": "", "needs_second_check": is_unchecked}
    put_into_row(row, words, is_minor=is_minor, **decided)
    keep(row, kind, words, by=by, now=now, note=note, waiver=waiver)
    desk.draft.delete()
    return row


def put_into_row(row: Publishable, words: Words, *, is_minor: bool = False, **decided: object) -> None:
    """Writes words, and what was decided about the record, to its row. Minor words leave translations as they are."""
    put_words(row, words)
    for name, value in decided.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save(is_minor=is_minor)
    put_relations(row, words)


def check_ground(desk: Desk) -> None:
    """Raises Collision if the record's own words changed since its draft was begun."""
    if desk.has_moved:
        draft = desk.draft
        raise Collision(mine=draft.revision.words, theirs=desk.standing, base=draft.base, opened=desk.opened)


def needs_second_person(desk: Desk, by: User) -> bool:
    """Whether `by` wrote some of a legal draft that no other reviewer has sent for review since."""
    if not desk.record.is_legal:
        return False
    revisions = Revision.objects.of(desk.record).of_draft()
    own = revisions.filter(kind__in=[Kind.SAVED, Kind.RESTORED], author=by).newest()
    if own is None:
        return False
    later = revisions.filter(kind=Kind.SENT, pk__gt=own.pk).exclude(author=by).select_related("author")
    return not any(sent.author and roles.may_publish(sent.author, desk.record) for sent in later)


def second_person_sentence() -> str:
    return _(
        "You wrote some of this, and it says what the law is: another reviewer publishes it, or sends it for review "
        "so that you can."
    )


def unchecked_act(row: Publishable) -> Revision | None:
    """What was last done to a record without a second person."""
    alone = [Kind.URGENT, Kind.WITHDRAWN, Kind.BROUGHT_BACK]
    return Revision.objects.of(row).filter(kind__in=alone).newest()


def is_by(revision: Revision | None, person: User | None) -> bool:
    return revision is not None and person is not None and revision.author_id == person.pk
