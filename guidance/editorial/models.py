"""Abstract models for everything that is published, and the stored answer to "who cites this?"."""

import datetime
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from guidance.content import markdown
from guidance.editorial import citations

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SOURCE_LANGUAGE = settings.LANGUAGE_CODE

validate_slug = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters a–z, digits and single hyphens."))


class PublishableQuerySet(models.QuerySet):
    def published(self) -> "PublishableQuerySet":
        """What readers may see."""
        return self.filter(status=Publishable.Status.PUBLISHED)


class Publishable(models.Model):
    """A record with an address of its own. Its Markdown fields are turned into HTML, per language, when it is saved.

    For each name in `markdown_fields` the model has a text field and a field `<name>_html`, both translated.
    """

    markdown_fields: ClassVar[tuple[str, ...]] = ()

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    slug = models.CharField(
        _("address"),
        max_length=80,
        unique=True,
        validators=[validate_slug],
        help_text=_("The last part of the page's address, the same in both languages. Fixed once published."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        help_text=_("Readers see only what is published. A withdrawn page keeps its address for itself."),
    )
    changed_at = models.DateTimeField(auto_now=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    rendered_by = models.CharField(max_length=16, blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def citation_label(self) -> str:
        """How a citation names this record in the active language."""
        return str(self)

    @cached_property
    def cited_in(self) -> list["Publishable"]:
        """The published records whose text cites this one."""
        return [row for row in self.cited_by() if row.is_published]

    def is_available_in(self, language: str) -> bool:
        """Whether everything that is written in Chinese is written in this language too."""
        if language == SOURCE_LANGUAGE:
            return True
        return all(
            getattr(self, build_localized_fieldname(name, language))
            for name in translated_fields(type(self))
            if getattr(self, build_localized_fieldname(name, SOURCE_LANGUAGE)) and not name.endswith("_html")
        )

    @property
    def languages(self) -> list[str]:
        """The languages this record is written in."""
        return [language for language in LANGUAGES if self.is_available_in(language)]

    @property
    def is_fallback(self) -> bool:
        """Whether a reader in the active language gets the Chinese text instead."""
        return not self.is_available_in(get_language() or SOURCE_LANGUAGE)

    def clean(self) -> None:
        self.check_slug_is_kept()
        faults = {}
        for name in self.localized(*self.markdown_fields):
            try:
                citations.check(getattr(self, name) or "")
            except ValidationError as error:
                faults[name] = error
        if faults:
            raise ValidationError(faults)

    def check_slug_is_kept(self) -> None:
        stored = type(self).objects.filter(pk=self.pk).exclude(status=self.Status.DRAFT).first() if self.pk else None
        if stored and stored.slug != self.slug:
            raise ValidationError({"slug": _("The address is fixed once the page has been published.")})

    def save(self, *args, **kwargs) -> None:
        """Writes the row with fresh HTML, stores whom it cites, and renews those who cite it if its name changed."""
        before = self.stored_links()
        self.render()
        super().save(*args, **kwargs)
        self.store_citations()
        if before and before != self.links():
            for row in self.cited_by():
                row.save()

    def render(self, resolvers: dict[str, citations.Resolver] | None = None) -> None:
        """Makes the HTML of every Markdown field in every language."""
        for language in LANGUAGES:
            resolve = (resolvers or {}).get(language) or citations.Resolver(language)
            for name in self.markdown_fields:
                text = getattr(self, build_localized_fieldname(name, language)) or ""
                self.keep_rendered(name, language, markdown.render(text, resolve=resolve))
        self.rendered_by = markdown.RENDERER

    def keep_rendered(self, name: str, language: str, rendered: markdown.Rendered) -> None:
        setattr(self, build_localized_fieldname(f"{name}_html", language), rendered.html)

    def store_citations(self) -> None:
        """Replaces what the database knows of whom this row cites."""
        Citation.objects.replace(self, self.cited())

    def cited(self) -> set[tuple[str, str]]:
        """Kind and slug of every record this row cites, in any language."""
        return {
            (citation.kind, citation.slug)
            for name in self.localized(*self.markdown_fields)
            for citation in markdown.citations(getattr(self, name) or "")
        }

    def links(self) -> list[markdown.Link]:
        """All that shows of this row in the pages that cite it, per language. Nothing, where no page can."""
        languages = LANGUAGES if citations.kind_of(self) else []
        return [citations.Resolver(language).link_to(self) for language in languages]

    def stored_links(self) -> list[markdown.Link] | None:
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        return stored.links() if stored else None

    def cited_by(self) -> list["Publishable"]:
        """Every record whose text shows this one's name, published or not."""
        return Citation.objects.citing(self)

    @staticmethod
    def localized(*names: str) -> list[str]:
        """The names of translated fields in every language: body → body_zh_hans, body_en."""
        return [build_localized_fieldname(name, language) for name in names for language in LANGUAGES]


class CitationQuerySet(models.QuerySet):
    def citing(self, *rows: Publishable) -> list[Publishable]:
        """The records that cite any of these, each once, in the order of their kind and key."""
        wanted = models.Q(pk__in=[])
        for row in rows:
            wanted |= models.Q(kind=citations.kind_of(row), slug=row.slug)
        found = self.filter(wanted).order_by("citing_type_id", "citing_id").prefetch_related("citing")
        return list(dict.fromkeys(citation.citing for citation in found if citation.citing))

    def replace(self, citing: Publishable, cited: set[tuple[str, str]]) -> None:
        """Makes `cited`, pairs of kind and slug, all that is known of whom `citing` cites."""
        citing_type = ContentType.objects.get_for_model(citing)
        rows = self.filter(citing_type=citing_type, citing_id=citing.pk)
        stored = set(rows.values_list("kind", "slug"))
        for kind, slug in stored - cited:
            rows.filter(kind=kind, slug=slug).delete()
        self.bulk_create(
            Citation(citing_type=citing_type, citing_id=citing.pk, kind=kind, slug=slug)
            for kind, slug in sorted(cited - stored)
        )


class Citation(models.Model):
    """One record cites another: the reverse of `[[kind:slug]]`, kept so that it need not be searched for."""

    citing_type = models.ForeignKey(ContentType, models.CASCADE)
    citing_id = models.PositiveBigIntegerField()
    citing = GenericForeignKey("citing_type", "citing_id")
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citing_type", "citing_id", "kind", "slug"], name="citation_once")
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="citation_of")]

    def __str__(self) -> str:
        return f"{self.citing_type_id}:{self.citing_id} → {self.kind}:{self.slug}"


class Checked(models.Model):
    """When and against what a record was last held against its source, and when it is due again."""

    # Days until the next check. What bears law is due sooner than what explains.
    check_every: ClassVar[int] = 90

    class Confidence(models.TextChoices):
        VERIFIED = "verified", _("Several sources agree")
        SINGLE_SOURCE = "single-source", _("One source: needs a second check")

    class Against(models.TextChoices):
        COPIES = "copies", _("Copies of the official text")
        OFFICIAL = "official", _("The official text itself")

    checked_on = models.DateField(_("checked on"), help_text=_("The day someone last held this against its source."))
    checked_against = models.CharField(_("checked against"), max_length=10, choices=Against, default=Against.COPIES)
    confidence = models.CharField(_("confidence"), max_length=15, choices=Confidence, default=Confidence.VERIFIED)
    reviewed_on = models.DateField(
        _("reviewed by a lawyer on"),
        null=True,
        blank=True,
        help_text=_("Empty: the page says that no lawyer has reviewed it yet."),
    )

    class Meta:
        abstract = True

    @property
    def next_check(self) -> datetime.date:
        """The day by which this should be held against its source again."""
        return self.checked_on + datetime.timedelta(days=self.check_every)


def translated_fields(model: type[models.Model]) -> list[str]:
    """The names, without language, of a model's translated fields."""
    return list(translator.get_options_for_model(model).fields)
