"""What lies before an editor who opens a record: its own words, the draft if there is one, and what changed since."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.models.history import digest_of
from guidance.editorial.problems import NO_WAIVER, Waiver
from guidance.editorial.snapshot import Words, words_of


@dataclass(frozen=True)
class Opened:
    """What an editor had before them, as keys of revisions: the words shown, and the record's own words below."""

    on: int
    over: int


@dataclass(frozen=True)
class Desk:
    """A record, its draft, and the revision that says what the record itself says now."""

    record: Publishable
    draft: Draft | None
    standing: Revision

    @property
    def newest(self) -> Revision:
        """The words an editor goes on with: the draft's or, without one, the record's own."""
        return self.draft.revision if self.draft else self.standing

    @property
    def opened(self) -> Opened:
        return Opened(on=self.newest.pk, over=self.standing.pk)

    @property
    def has_moved(self) -> bool:
        """Whether the record's own words are no longer those that the draft was begun from."""
        known = (self.draft.base.digest, self.draft.revision.digest) if self.draft else ()
        return self.draft is not None and self.standing.digest not in known


class Collision(Exception):  # noqa: N818  (nobody's error)
    """Two people changed the same words. `theirs` is the newer revision, `base` what `mine` was begun from.

    Whoever has seen both saves again with `opened`.
    """

    def __init__(self, *, mine: Words, theirs: Revision, base: Revision, opened: Opened) -> None:
        self.mine, self.theirs, self.base, self.opened = mine, theirs, base, opened
        super().__init__(f"{theirs.author_name} changed this on {theirs.made_at:%Y-%m-%d %H:%M}")


def open_desk(record: Publishable) -> Desk:
    """What lies before whoever opens a record now. Words that no revision has yet are kept as one."""
    draft = Draft.objects.of(record).select_related("revision", "base").first()
    return Desk(record, draft, standing_of(record))


def standing_of(record: Publishable) -> Revision:
    """The newest revision that says what the record says. Made if code, and not an editor, changed the record."""
    words = words_of(record)
    found = Revision.objects.of(record).filter(digest=digest_of(words)).newest()
    return found or keep(record, Revision.Kind.LOADED, words, by=None, now=record.changed_at)


def keep(
    record: Publishable,
    kind: Revision.Kind,
    words: Words,
    *,
    by: AbstractBaseUser | None,
    now: datetime.datetime,
    note: str = "",
    is_minor: bool = False,
    waiver: Waiver = NO_WAIVER,
) -> Revision:
    """Keeps words and the act that made them for good."""
    return Revision.objects.create(
        record=record,
        kind=kind,
        words=words,
        author=by,
        author_name=name_of(by),
        made_at=now,
        note=note,
        is_minor=is_minor,
        one_language=waiver.one_language,
        despite=waiver.despite,
    )


def name_of(person: AbstractBaseUser | None) -> str:
    """How a person is named in what is kept for good."""
    return (person.get_full_name() or person.get_username()) if person else ""


def only_minor(desk: Desk) -> bool:
    """Whether every change since the draft was begun is one that leaves translations true."""
    changes = Revision.objects.of(desk.record).of_draft().filter(kind__in=Revision.CHANGING)
    marks = set(changes.values_list("is_minor", flat=True))
    return marks == {True}


def check_seen(desk: Desk, words: Words, opened: Opened) -> None:
    """Raises Collision if these words were begun from others than those that stand now."""
    revisions = Revision.objects.of(desk.record)
    on, over = revisions.get(pk=opened.on), revisions.get(pk=opened.over)
    if on.digest != desk.newest.digest and digest_of(words) != desk.newest.digest:
        is_both = desk.newest.digest == desk.standing.digest
        following = Opened(desk.newest.pk, desk.standing.pk if is_both else over.pk)
        raise Collision(mine=words, theirs=desk.newest, base=on, opened=following)
    if over.digest != desk.standing.digest and digest_of(words) != desk.standing.digest:
        raise Collision(mine=words, theirs=desk.standing, base=over, opened=Opened(desk.newest.pk, desk.standing.pk))
