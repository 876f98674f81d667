"""What readers report: remarks on pages, and requests for a correction or a removal. Nothing about the reader."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guidance.editorial.models import LANGUAGES
from guidance.feedback.masking import mask
from guidance.feedback.numbers import make_number, show_number

LONGEST_NOTE = 500
LONGEST_WORDS = 1000
# Columns of translated fields can be NULL, and a constraint lets pass what it cannot tell.
HAS_ANSWER = models.Q(answer_zh_hans__isnull=False, answer_zh_hans__gt="") | models.Q(
    answer_en__isnull=False, answer_en__gt=""
)


class ReportQuerySet(models.QuerySet):
    """Each of the four steps of the inbox returns how many rows it changed."""

    def unread(self) -> "ReportQuerySet":
        return self.filter(state=Report.State.UNREAD)

    def mark_read(self) -> int:
        """Only what is unread: what is further on stays there."""
        return self.unread().update(state=Report.State.READ)

    def assign_to(self, editor: models.Model) -> int:
        return self.update(state=Report.State.ASSIGNED, assigned_to=editor)

    def mark_answered(self) -> int:
        return self.update(state=Report.State.ANSWERED)

    def archive(self) -> int:
        return self.update(state=Report.State.ARCHIVED)

    def forgettable(self, before: datetime.date) -> "ReportQuerySet":
        """Archived, and received before a day."""
        return self.filter(state=Report.State.ARCHIVED, received_on__lt=before)

    def unread_by_language(self) -> dict[str, int]:
        """How many are unread, for every language of the site."""
        counted = self.unread().order_by().values_list("language").annotate(number=models.Count("pk"))
        return dict.fromkeys(LANGUAGES, 0) | dict(counted)


class Report(models.Model):
    """What both kinds share: the page they speak of, the day they came, and how far the editors are with them."""

    class State(models.TextChoices):
        UNREAD = "unread", _("Unread")
        READ = "read", pgettext_lazy("state", "Read")
        ASSIGNED = "assigned", _("Assigned")
        ANSWERED = "answered", _("Answered")
        ARCHIVED = "archived", _("Archived")

    page = models.CharField(_("page"), max_length=300, blank=True, help_text=_("Empty: about the site in general."))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # A day and no finer: the minute could be compared with other records to find out who wrote.
    received_on = models.DateField(_("received on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNREAD)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True},
        verbose_name=_("assigned to"),
    )
    editor_note = models.TextField(_("editors' note"), blank=True, help_text=_("Readers never see it."))

    objects = ReportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "language"], name="%(class)s_state"),
            models.Index(fields=["page", "language"], name="%(class)s_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["unread", "read", "assigned", "answered", "archived"]),
                name="%(class)s_state_known",
            ),
            models.CheckConstraint(condition=models.Q(language__in=LANGUAGES), name="%(class)s_language_known"),
            models.CheckConstraint(
                condition=models.Q(page="") | models.Q(page__startswith="/"), name="%(class)s_page_is_here"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="assigned") | models.Q(assigned_to__isnull=False),
                name="%(class)s_assigned_to_someone",
                violation_error_message=_("Say to whom it is assigned."),
            ),
        ]


class RemarkQuerySet(ReportQuerySet):
    def per_page(self) -> models.QuerySet:
        """One row for each page and language, most unread first: `page`, `language`, `yes`, `no`, `unread`, `all`."""
        return (
            self.order_by()
            .values("page", "language")
            .annotate(
                yes=models.Count("pk", filter=models.Q(useful=True)),
                no=models.Count("pk", filter=models.Q(useful=False)),
                unread=models.Count("pk", filter=models.Q(state=Report.State.UNREAD)),
                all=models.Count("pk"),
            )
            .order_by("-unread", "-no", "page", "language")
        )


class Remark(Report):
    """Whether a page was of use, why not, and a note."""

    class Reason(models.TextChoices):
        NOT_UNDERSTOOD = "not-understood", _("I did not understand it")
        WRONG = "wrong", _("Something is wrong")
        OUT_OF_DATE = "out-of-date", _("It is out of date")
        CASE_MISSING = "case-missing", _("My case is missing")
        NO_ANSWER = "no-answer", _("The number does not answer")

    useful = models.BooleanField(_("useful"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta(Report.Meta):
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            *Report.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    reason__in=["", "not-understood", "wrong", "out-of-date", "case-missing", "no-answer"]
                ),
                name="remark_reason_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reason="") | ~models.Q(useful=True) | models.Q(useful__isnull=True),
                name="remark_reason_only_if_not_useful",
            ),
            models.CheckConstraint(
                condition=models.Q(useful__isnull=False) | ~models.Q(reason="") | ~models.Q(note=""),
                name="remark_says_something",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("note"), LONGEST_NOTE), name="remark_note_is_short"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page or '/'} {self.received_on}"

    def save(self, *args, **kwargs) -> None:
        self.note = mask(self.note)
        super().save(*args, **kwargs)


class RequestQuerySet(ReportQuerySet):
    def mark_answered(self) -> int:
        """Only those with an answer: the person sees it under their number."""
        return self.filter(HAS_ANSWER).update(state=Report.State.ANSWERED)


class Request(Report):
    """Someone named or pictured, a company or an office asks for a correction or a removal.

    No way to reach them is asked for: with the number they look up how far it is, and the editors' public answer.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        REMOVAL = "removal", _("Removal")

    number = models.CharField(_("number"), max_length=10, unique=True, default=make_number, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    wrong = models.CharField(_("what is wrong"), max_length=LONGEST_WORDS)
    right = models.CharField(_("what would be right"), max_length=LONGEST_WORDS, blank=True)
    phone = models.CharField(_("the office's new number"), max_length=20, blank=True)
    answer = models.TextField(
        _("public answer"), blank=True, help_text=_("Whoever has the number reads it. Plain text, no names.")
    )

    objects = RequestQuerySet.as_manager()

    class Meta(Report.Meta):
        verbose_name = _("correction or removal request")
        verbose_name_plural = _("correction and removal requests")
        constraints = [
            *Report.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=["correction", "removal"]), name="request_kind_known"),
            models.CheckConstraint(condition=~models.Q(wrong=""), name="request_says_what_is_wrong"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("wrong"), LONGEST_WORDS)
                & LessThanOrEqual(Length("right"), LONGEST_WORDS),
                name="request_is_short",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered") | HAS_ANSWER,
                name="request_answered_in_words",
                violation_error_message=_("Write the public answer first, in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return show_number(self.number)

    def save(self, *args, **kwargs) -> None:
        self.wrong = mask(self.wrong, keep_short=True)
        self.right = mask(self.right, keep_short=True)
        super().save(*args, **kwargs)

    @property
    def is_answer_public(self) -> bool:
        """Once it is answered. An answer being written is not shown."""
        return bool(self.answer) and self.state in {self.State.ANSWERED, self.State.ARCHIVED}

    @property
    def answer_language(self) -> str:
        """The language `answer` is shown in: the active one, or the other where only that is written."""
        active = get_language() or LANGUAGES[0]
        return next((language for language in (active, *LANGUAGES) if self.answer_in(language)), active)

    def answer_in(self, language: str) -> str:
        return getattr(self, build_localized_fieldname("answer", language)) or ""
