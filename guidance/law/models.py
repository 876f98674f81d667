"""Instruments and their provisions in our own words, with the dates in force; rates; caps; kinds of lender."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from guidance.editorial.fields import LinesField
from guidance.editorial.models import Checked, Citation, Publishable, PublishableQuerySet

ARTICLES_NAMED = 2


class LenderType(Publishable):
    """A kind of lender, as the law tells them apart: which rules bind it and who supervises it."""

    markdown_fields = ("body",)
    listed_with = ("name",)

    code = models.CharField(
        _("code"),
        max_length=1,
        unique=True,
        validators=[RegexValidator(r"^[1-9]\Z", _("One digit from 1 to 9."))],
        help_text=_("The last digit of the page codes of answers about this lender."),
    )
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    body = models.TextField(_("who that is"), help_text=_("How to recognise this lender, and who supervises it."))
    body_html = models.TextField(editable=False, blank=True)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("kind of lender")
        verbose_name_plural = _("kinds of lender")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('law:lenders')}#{self.slug}"


class InForceQuerySet(PublishableQuerySet):
    def in_force(self, on: datetime.date) -> "InForceQuerySet":
        """What is in force on a day. A beginning or an end that is not set is taken to lie outside."""
        return self.exclude(in_force_from__gt=on).exclude(in_force_until__lt=on)


class InForce(models.Model):
    """A span of days, from the first in force to the last."""

    in_force_from = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("The first day. Empty while it is not confirmed.")
    )
    in_force_until = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day. Empty while no end is known.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_force_from__isnull=True)
                | models.Q(in_force_until__isnull=True)
                | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]

    def in_force(self, on: datetime.date) -> bool:
        first, last = self.in_force_from or datetime.date.min, self.in_force_until or datetime.date.max
        return first <= on <= last

    def holds(self, on: datetime.date) -> bool:
        return self.in_force(on)


class InstrumentQuerySet(InForceQuerySet):
    def by_kind(self) -> list[tuple[str, list["Instrument"]]]:
        """The name of each kind that has any, with its instruments and how many provisions of each are published."""
        counted = self.annotate(
            number_of_provisions=models.Count(
                "provisions", filter=models.Q(provisions__status=Publishable.Status.PUBLISHED)
            )
        )
        groups = {kind: [] for kind in Instrument.Kind}
        for instrument in counted:
            groups[instrument.kind].append(instrument)
        return [(kind.label, instruments) for kind, instruments in groups.items() if instruments]


class Instrument(InForce, Publishable):
    """A law, judicial interpretation, regulation, rule, local regulation or trade norm as a whole."""

    is_legal = True
    meaning = ("kind", "in_force_from", "in_force_until")

    class Kind(models.TextChoices):
        LAW = "law", _("Laws")
        INTERPRETATION = "interpretation", _("Judicial interpretations and court documents")
        REGULATION = "regulation", _("Regulations of the State Council")
        RULE = "rule", _("Regulators' rules and notices")
        LOCAL = "local", _("Local regulations and documents")
        NORM = "norm", _("Trade norms and recommended standards: not law")

    title = models.CharField(_("full title"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=80, help_text=_("As citations name it."))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    issuer = models.CharField(_("issued by"), max_length=200)
    document_no = models.CharField(_("document number"), max_length=120, blank=True)
    official_url = models.URLField(_("official text"), max_length=400, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta(InForce.Meta):
        ordering = ["-in_force_from", "slug"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("law:instrument", args=[self.slug])

    @property
    def citation_label(self) -> str:
        return pgettext("name of a law", "%(instrument)s") % {"instrument": self.short_title}

    @property
    def is_binding(self) -> bool:
        """False for what a trade agreed among its members or a standard merely recommends."""
        return self.kind != self.Kind.NORM

    def cited_as(self) -> list[Publishable]:
        """Provisions are cited by this instrument's name, so whoever cites them shows it too."""
        return [self, *self.provisions.all()]

    def leaned_on_by(self) -> list[Publishable]:
        return [*self.provisions.all(), *self.cited_by()]


class ProvisionQuerySet(InForceQuerySet):
    def with_instrument(self) -> "ProvisionQuerySet":
        return self.select_related("instrument")

    def with_lenders(self) -> "ProvisionQuerySet":
        return self.prefetch_related("lenders")

    def in_force(self, on: datetime.date) -> "ProvisionQuerySet":
        return super().in_force(on).filter(instrument__in=Instrument.objects.in_force(on))

    def binding(self) -> "ProvisionQuerySet":
        return self.exclude(instrument__kind=Instrument.Kind.NORM)

    def concerning(self, lender: LenderType | None) -> "ProvisionQuerySet":
        """What binds this lender. A provision that names none binds all; without a lender, only those do."""
        return self.filter(models.Q(lenders=None) | models.Q(lenders=lender)) if lender else self.filter(lenders=None)


class Provision(InForce, Checked, Publishable):
    """What one or a few articles say, in our own words: the ground a verdict stands on."""

    is_legal = True
    meaning = (
        *("instrument", "title", "article", "effect", "lenders", "body", "consequence", "caution"),
        *("in_force_from", "in_force_until"),
    )
    markdown_fields = ("body",)
    hidden_with = ("instrument",)
    listed_with = ("title", "checked_on")
    name_needs = ("instrument",)

    class Effect(models.TextChoices):
        PROHIBITS = "prohibits", _("Forbids")
        LIMITS = "limits", _("Sets limits")
        GRANTS_RIGHT = "grants-right", _("Gives you a right")
        PROCEDURE = "procedure", _("Says how it is done")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="provisions", verbose_name=_("instrument"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("in plain words"), max_length=120)
    article = models.CharField(
        _("article"),
        max_length=200,
        blank=True,
        help_text=_("Only when the number is certain. Empty: the instrument alone is named."),
    )
    replaces = models.CharField(_("earlier number"), max_length=200, blank=True)
    effect = models.CharField(_("effect"), max_length=15, choices=Effect)
    body = models.TextField(_("what it says"), help_text=_("In our own words. Markdown."))
    body_html = models.TextField(editable=False, blank=True)
    consequence = models.TextField(_("what follows from a breach"), blank=True)
    caution = models.TextField(_("what to know before relying on it"), blank=True)
    lenders = models.ManyToManyField(
        LenderType, blank=True, verbose_name=_("binds"), help_text=_("None chosen: whoever the lender is.")
    )
    official_url = models.URLField(_("official text"), max_length=400, blank=True)
    sources = LinesField(_("sources"), blank=True, help_text=_("One to a line: title, a space, the address."))
    editor_note = models.TextField(_("note for editors"), blank=True, help_text=_("Never shown to readers."))

    objects = ProvisionQuerySet.as_manager()

    class Meta(InForce.Meta):
        ordering = ["instrument__slug", "order", "slug"]
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("law:provision", args=[self.instrument.slug, self.slug])

    @property
    def parent(self) -> Instrument | None:
        return self.instrument if self.instrument.is_published else None

    def leaned_on_by(self) -> list[Publishable]:
        return [*self.cap_set.all(), *self.cited_by()]

    @cached_property
    def bound_lenders(self) -> list[LenderType]:
        """Those it names; none, where it binds whoever the lender is."""
        return list(self.lenders.all())

    @property
    def reference(self) -> str:
        """Instrument and all articles: 《治安管理处罚法》第五十条第一款."""
        return self.named_with(self.article)

    @property
    def citation_label(self) -> str:
        """Like `reference`, but of a long row of articles only the first is named."""
        separator = "、" if "、" in self.article else ", "
        articles = self.article.split(separator)
        if len(articles) > ARTICLES_NAMED:
            return self.named_with(
                pgettext("first of several articles", "%(article)s and others") % {"article": articles[0]}
            )
        return self.reference

    def named_with(self, article: str) -> str:
        if not article:
            return self.instrument.citation_label
        names = {"instrument": self.instrument.short_title, "article": article}
        return pgettext("name of a law", "%(instrument)s, %(article)s") % names


@dataclass(frozen=True)
class RatePeriod:
    """Days through which the one-year LPR was the same. The last period has no end."""

    first: datetime.date
    last: datetime.date | None
    percent: Decimal
    four_times: Decimal


class RateQuerySet(models.QuerySet):
    def periods(self) -> list[RatePeriod]:
        """Publications of the same value joined, newest first."""
        changes: list[Rate] = []
        for rate in self.order_by("starts_on"):
            if not changes or changes[-1].percent != rate.percent:
                changes.append(rate)
        ends = [following.starts_on - datetime.timedelta(days=1) for following in changes[1:]]
        periods = [
            RatePeriod(rate.starts_on, last, rate.percent, rate.four_times)
            for rate, last in zip(changes, [*ends, None], strict=False)
        ]
        return periods[::-1]


class Rate(models.Model):
    """The one-year loan prime rate (LPR) from the day of its publication until the next."""

    seen_by_readers = True

    starts_on = models.DateField(_("published on"), unique=True)
    percent = models.DecimalField(
        _("percent a year"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("one-year LPR")
        verbose_name_plural = _("one-year LPR")
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__gt=0, percent__lt=100), name="rate_is_a_percentage")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.percent} %"

    @property
    def four_times(self) -> Decimal:
        """The ceiling of private lending for contracts made while this rate held, in percent a year."""
        return self.percent * 4


class CapQuerySet(InForceQuerySet):
    def with_grounds(self) -> "CapQuerySet":
        """With lenders, and the provisions a cap rests on."""
        return self.prefetch_related("lenders", "provisions__instrument")


class Cap(InForce, Checked, Publishable):
    """The most a kind of lender may charge a year, all in, and what kind of limit that is."""

    is_legal = True
    meaning = (
        *("title", "lenders", "percent", "lpr_multiple", "binding", "nature", "body"),
        *("in_force_from", "in_force_until"),
    )
    markdown_fields = ("body",)

    class Binding(models.TextChoices):
        JUDICIAL = "judicial", _("Courts apply it")
        REGULATORY = "regulatory", _("Regulators require it")
        REPORTED = "reported", _("Press reports only: no public document")

    title = models.CharField(_("title"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    lenders = models.ManyToManyField(LenderType, blank=True, verbose_name=_("binds"))
    percent = models.DecimalField(_("percent a year"), max_digits=5, decimal_places=2, null=True, blank=True)
    lpr_multiple = models.PositiveSmallIntegerField(_("times the one-year LPR"), null=True, blank=True)
    binding = models.CharField(_("kind of limit"), max_length=12, choices=Binding)
    nature = models.CharField(_("where the limit comes from"), max_length=200)
    body = models.TextField(_("the cap, in plain words"))
    body_html = models.TextField(editable=False, blank=True)
    provisions = models.ManyToManyField(Provision, blank=True, verbose_name=_("provisions"))
    sources = LinesField(_("sources"), blank=True, help_text=_("One to a line: title, a space, the address."))

    objects = CapQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("cap")
        verbose_name_plural = _("caps")
        constraints = [
            *InForce.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(lpr_multiple__isnull=True),
                name="cap_is_a_percentage_or_a_multiple",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('law:rates')}#{self.slug}"

    def leaned_on_by(self) -> list[Publishable]:
        """A cap has no name to be cited by: whoever relies on it cites the provisions it rests on."""
        return Citation.objects.citing(*self.provisions.all())
