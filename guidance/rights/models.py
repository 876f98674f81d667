"""Situations, their answers, and where a lender changes an answer."""

import datetime
from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidance.articles.models import Article
from guidance.content.markdown import Citation
from guidance.editorial.citations import find_row
from guidance.editorial.field_texts import FieldText
from guidance.editorial.fields import LinesField
from guidance.editorial.models import Checked, Publishable, PublishableQuerySet
from guidance.editorial.problems import Problem
from guidance.law.models import LenderType, Provision
from guidance.rights.fields import RowsField, split_row

NOW_AT_MOST = 3
ONE_TO_A_LINE = _("One to a line.")


def validate_now(steps: list[str]) -> None:
    """Raises ValidationError when there are more steps than a frightened person can take in."""
    if len(steps) > NOW_AT_MOST:
        raise ValidationError(_("At most three things to do now."))


class Verdict(models.TextChoices):
    NO = "no", _("Not allowed")
    LIMITED = "limited", _("Allowed within limits")
    YES = "yes", _("Allowed")
    DEPENDS = "depends", _("It depends")


class SituationGroupQuerySet(PublishableQuerySet):
    def with_situations(self) -> "SituationGroupQuerySet":
        """With each group's published situations, as titles, in `published_situations`."""
        situations = Situation.objects.filter(status=Publishable.Status.PUBLISHED).titles()
        return self.prefetch_related(models.Prefetch("situations", situations, to_attr="published_situations"))


class SituationGroup(Publishable):
    """A handful of situations that a reader looks for in one place."""

    title = models.CharField(_("title"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SituationGroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("group of situations")
        verbose_name_plural = _("groups of situations")

    def __str__(self) -> str:
        return self.title


class Guidance(Checked, Publishable):
    """What a page of answers says, beyond its verdict. Empty fields of an answer for one lender are inherited."""

    is_legal = True
    markdown_fields = ("body",)
    # Which kind of record each of the fields made of rows names.
    rows_name: ClassVar[dict[str, str]] = {"grounds": "law", "channels": "agency"}

    say = models.TextField(_("what to say"), blank=True, help_text=_("A sentence or two to read out or send."))
    now = LinesField(_("do now"), blank=True, validators=[validate_now], help_text=_("At most three, one to a line."))
    today = LinesField(_("do today"), blank=True, help_text=ONE_TO_A_LINE)
    week = LinesField(_("do this week"), blank=True, help_text=ONE_TO_A_LINE)
    evidence = LinesField(_("evidence"), blank=True, help_text=_("One to a line, the minimum that counts first."))
    grounds = RowsField(_("grounds"), blank=True, help_text=_("provision | what it means for the reader here"))
    channels = RowsField(_("where to complain"), blank=True, help_text=_("channel | what to say there; in order"))
    avoid = LinesField(_("what not to do"), blank=True, help_text=ONE_TO_A_LINE)
    body = models.TextField(_("the limits, explained"), blank=True)
    body_html = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def rows_in(self, name: str) -> dict[str, str]:
        """What is said of each record that a field names, by slug."""
        return {row.slug: row.words for row in map(split_row, getattr(self, name))}

    def citations_in(self, words: FieldText) -> list[Citation]:
        """The rows are citations too: a provision's page names the answers that stand on it."""
        kind = dict(self.row_fields()).get(words.field)
        if kind is None:
            return super().citations_in(words)
        lines = enumerate(words.text.splitlines(), start=1)
        return [Citation(kind, split_row(line).slug, number) for number, line in lines]

    def own_problems(self, on: datetime.date) -> Iterable[Problem]:
        """A verdict needs a ground: a published, binding provision in force that concerns the lender."""
        provisions = Provision.objects.published().in_force(on).binding().concerning(self.asked_about)
        if not provisions.filter(slug__in=self.ground_slugs()).exists():
            message = gettext("No ground of this verdict is a published, binding provision in force on this day.")
            yield Problem(self.localized("grounds")[0], 0, message, blocking=True)

    def ground_slugs(self) -> list[str]:
        """The provisions the verdict stands on."""
        return [split_row(line).slug for line in getattr(self, self.localized("grounds")[0]) or []]

    @property
    def asked_about(self) -> LenderType | None:
        """The lender the verdict is about; None when it holds whoever that is."""
        return None

    def clean(self) -> None:
        super().clean()
        faults = {name: unknown for name, kind in self.row_fields() if (unknown := self.unknown_rows(name, kind))}
        if faults:
            raise ValidationError(faults)

    def row_fields(self) -> list[tuple[str, str]]:
        """Each field made of rows, per language, with the kind of record it names."""
        return [(name, kind) for field, kind in self.rows_name.items() for name in self.localized(field)]

    def unknown_rows(self, name: str, kind: str) -> list[str]:
        """A sentence for each row that names no record."""
        slugs = [split_row(line).slug for line in getattr(self, name) or []]
        return [gettext("There is no “%(slug)s”.") % {"slug": slug} for slug in slugs if not find_row(kind, slug)]


class SituationQuerySet(PublishableQuerySet):
    def for_answering(self) -> "SituationQuerySet":
        """With everything that an answer's page reads."""
        related = models.Prefetch("related", Article.objects.published().titles(), to_attr="related_articles")
        return self.select_related("group").prefetch_related("answers__lender", related)

    def with_words(self) -> "SituationQuerySet":
        """Those whose readers' words are known, with them."""
        return self.filter(words__isnull=False).select_related("words")


class Situation(Guidance):
    """Something that happens to a reader, and the answer that holds whoever the lender is."""

    hidden_with = ("group",)
    listed_with = ("title", "question", "group", "checked_on")

    class Danger(models.IntegerChoices):
        NONE = 1, _("Not dangerous")
        MAY_BECOME = 2, _("May become dangerous")
        NOW = 3, _("Life or freedom at stake")

    group = models.ForeignKey(SituationGroup, models.PROTECT, related_name="situations", verbose_name=_("group"))
    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[1-9][1-9]\Z", _("Two digits from 1 to 9."))],
        help_text=_("Two digits that can be said on the telephone."),
    )
    title = models.CharField(_("title"), max_length=40)
    question = models.CharField(_("question"), max_length=120, help_text=_("In the reader's voice."))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    answer = models.CharField(_("answer"), max_length=400, help_text=_("One sentence: the verdict and its limit."))
    danger = models.PositiveSmallIntegerField(_("danger"), choices=Danger, default=Danger.NONE)
    safety = models.TextField(_("safety"), blank=True, help_text=_("Shown first where there is danger."))
    related = models.ManyToManyField(Article, blank=True, related_name="situations", verbose_name=_("related articles"))

    objects = SituationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("situation")
        verbose_name_plural = _("situations")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rights:situation", args=[self.slug])

    def heirs(self) -> list["Answer"]:
        return [answer for answer in self.answers.all() if not answer.has_own_grounds]

    def answer_for(self, lender: LenderType | None) -> "Answer | None":
        """What is different for this lender, if anything."""
        return next((answer for answer in self.answers.all() if lender and answer.lender_id == lender.pk), None)


class Answer(Guidance):
    """Where the law differs for one kind of lender. What is left empty is the situation's own."""

    hidden_with = ("situation", "situation__group", "lender")
    listed_with = ()
    name_needs = ("situation", "lender")

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="answers", verbose_name=_("situation"))
    lender = models.ForeignKey(LenderType, models.PROTECT, related_name="answers", verbose_name=_("lender"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    answer = models.CharField(_("answer"), max_length=400, help_text=_("One sentence: the verdict and its limit."))

    class Meta:
        ordering = ["slug"]
        verbose_name = _("answer for one lender")
        verbose_name_plural = _("answers for one lender")
        constraints = [models.UniqueConstraint(fields=["situation", "lender"], name="one_answer_for_a_pair")]

    def __str__(self) -> str:
        return f"{self.situation} · {self.lender}"

    @property
    def asked_about(self) -> LenderType:
        return self.lender

    @property
    def has_own_grounds(self) -> bool:
        return bool(super().ground_slugs())

    def ground_slugs(self) -> list[str]:
        return super().ground_slugs() or self.situation.ground_slugs()

    def get_absolute_url(self) -> str:
        return reverse("rights:pair", args=[self.situation.slug, self.lender.slug])


class WordList(Publishable):
    """How readers say that a situation is theirs.

    Three lists have no situation: `elsewhere` (what this site does not answer), `danger` (words that put the emergency
    lines first) and `slips` ("typed = meant").
    """

    listed_with = ()

    situation = models.OneToOneField(
        Situation, models.CASCADE, null=True, blank=True, related_name="words", verbose_name=_("situation")
    )
    phrases = LinesField(_("readers' own words"), help_text=_("How people say this. One to a line."))

    @property
    def all_phrases(self) -> list[str]:
        """In every language: the language of what a reader types is not known."""
        return [*self.phrases_zh_hans, *(self.phrases_en or [])]

    class Meta:
        ordering = ["slug"]
        verbose_name = _("list of words")
        verbose_name_plural = _("lists of words")

    def __str__(self) -> str:
        return self.slug
