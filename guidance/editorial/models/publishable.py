"""What is published: a record with an address of its own, written in every language."""

import datetime
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from guidance.content import markdown
from guidance.editorial import citations, translation_state
from guidance.editorial.field_texts import FieldText, texts_of
from guidance.editorial.models.citation import Citation
from guidance.editorial.problems import Problem

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SOURCE_LANGUAGE = settings.LANGUAGE_CODE

validate_slug = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters a–z, digits and single hyphens."))

PATH_HELP = _("A page of this site, without its language: articles/first-24-hours/")
validate_path = RegexValidator(r"^([a-z0-9-]+/)+\Z", PATH_HELP)


class PublishableQuerySet(models.QuerySet):
    def published(self) -> "PublishableQuerySet":
        """What readers may see."""
        return self.filter(**self.model.shown_if())

    def hidden(self) -> "PublishableQuerySet":
        """What is there, and readers may not see."""
        return self.exclude(**self.model.shown_if())

    def for_reading(self) -> "PublishableQuerySet":
        """For a page: in Chinese, without the texts of translations. In a translation, Chinese may have to stand in."""
        return self.defer(*translated_texts(self.model)) if get_language() == SOURCE_LANGUAGE else self

    def titles(self) -> "PublishableQuerySet":
        """For lists: what names each row, and in which languages it is written. Not to be saved."""
        # Django takes no names at all for the names of all relations.
        named = self.select_related(*self.model.name_needs) if self.model.name_needs else self
        return named.only(*self.model.shown_in_lists())


class Publishable(models.Model):
    """A record with an address of its own. Its Markdown fields are turned into HTML, per language, when it is saved.

    For each name in `markdown_fields` the model has a text field and a field `<name>_html`, both translated.
    """

    markdown_fields: ClassVar[tuple[str, ...]] = ()
    # Whether a change of this record changes what we say the law is: then a second person has to see it.
    is_legal: ClassVar[bool] = False
    # Saving one makes stored pages out of date: see guidance/pages/changes.py.
    seen_by_readers: ClassVar[bool] = True
    # The related records without which this one is not shown either.
    hidden_with: ClassVar[tuple[str, ...]] = ()
    # What a list of such records shows and sorts by, beyond their addresses; translated fields without a language.
    listed_with: ClassVar[tuple[str, ...]] = ("title",)
    # The related records whose names are part of this one's.
    name_needs: ClassVar[tuple[str, ...]] = ()
    # Of a rule, the fields that say what the law is: see law_changes.py.
    meaning: ClassVar[tuple[str, ...]] = ()

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
    # Set by editorial/workflow.py. A draft was never published; a withdrawn page keeps its address for itself.
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PUBLISHED)
    instead = models.CharField(
        _("where to go instead"), max_length=200, blank=True, validators=[validate_path], help_text=PATH_HELP
    )
    needs_second_check = models.BooleanField(_("needs a second check"), default=False, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    rendered_by = models.CharField(max_length=16, blank=True, editable=False)
    # In which everything that is written in Chinese is written. Kept by `render`, so that a list need not read texts.
    languages = models.JSONField(default=list, editable=False)
    # By language, the day since which that translation is behind the Chinese: see translation_state.py.
    stale_since = models.JSONField(default=dict, blank=True, editable=False)

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

    @property
    def parent(self) -> "Publishable | None":
        """The published record in whose pages this one is found, if it has one."""
        return None

    @cached_property
    def cited_in(self) -> list["Publishable"]:
        """The published records whose text cites this one, as titles."""
        return [row for row in Citation.objects.titles_citing(*self.cited_as()) if row.is_published]

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
    def is_fallback(self) -> bool:
        """Whether a reader in the active language gets the Chinese text instead."""
        return (get_language() or SOURCE_LANGUAGE) not in self.languages

    @property
    def stale_day(self) -> datetime.date | None:
        """Since when the text in the active language is behind the Chinese, if it is."""
        day = self.stale_since.get(get_language())
        return datetime.date.fromisoformat(day) if day else None

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

    @transaction.atomic
    def save(self, *args, is_minor: bool = False, **kwargs) -> None:
        """Writes the row with fresh HTML, stores whom it cites, and renews those who cite it if its name changed.

        A minor change leaves translations as current as they were.
        """
        before = self.stored_links()
        self.render()
        super().save(*args, **kwargs)
        self.store_citations()
        translation_state.follow([self], on=localdate(), is_minor=is_minor)
        if before and before != self.links():
            for row in self.cited_by():
                row.save()

    def render(self, resolvers: dict[str, citations.Resolver] | None = None) -> None:
        """Makes the HTML of every Markdown field in every language, and notes in which languages the row is written."""
        for language in LANGUAGES:
            resolve = (resolvers or {}).get(language) or citations.Resolver(language)
            for name in self.markdown_fields:
                text = getattr(self, build_localized_fieldname(name, language)) or ""
                self.keep_rendered(name, language, markdown.render(text, resolve=resolve))
        self.rendered_by = markdown.RENDERER
        self.languages = [language for language in LANGUAGES if self.is_available_in(language)]

    def keep_rendered(self, name: str, language: str, rendered: markdown.Rendered) -> None:
        setattr(self, build_localized_fieldname(f"{name}_html", language), rendered.html)

    def store_citations(self) -> None:
        """Replaces what the database knows of whom this row cites."""
        Citation.objects.replace(self, self.cited())

    def cited(self) -> set[tuple[str, str]]:
        """Kind and slug of every record this row cites, in any language."""
        return {(citation.kind, citation.slug) for words in texts_of(self) for citation in self.citations_in(words)}

    def citations_in(self, words: FieldText) -> list[markdown.Citation]:
        """The citations in one of this row's texts, in order."""
        return markdown.citations(words.text) if words.is_markdown else []

    def holds(self, on: datetime.date) -> bool:
        """Whether what this row says is so on a day."""
        return True

    def own_problems(self, on: datetime.date) -> Iterable[Problem]:
        """What only this kind of record can have against being published on a day."""
        return ()

    def links(self) -> list[markdown.Link]:
        """All that shows of this row in the pages that cite it, per language. Nothing, where no page can."""
        languages = LANGUAGES if citations.kind_of(self) else []
        return [citations.Resolver(language).link_to(self) for language in languages]

    def stored_links(self) -> list[markdown.Link] | None:
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        return stored.links() if stored else None

    def cited_by(self) -> list["Publishable"]:
        """Every record whose text shows this one's name, published or not."""
        return Citation.objects.citing(*self.cited_as())

    def cited_as(self) -> list["Publishable"]:
        """The records by whose citation this one's name is shown."""
        return [self]

    def leaned_on_by(self) -> list["Publishable"]:
        """Every record that may be wrong once this one says something else."""
        return self.cited_by()

    def heirs(self) -> list["Publishable"]:
        """The records that stand on the law this one cites, because they cite none of their own."""
        return []

    @classmethod
    def shown_if(cls) -> dict[str, str]:
        """What holds of a record that readers may see, as conditions of a query."""
        names = ["status", *(f"{name}__status" for name in cls.hidden_with)]
        return dict.fromkeys(names, Publishable.Status.PUBLISHED)

    @classmethod
    def shown_in_lists(cls) -> list[str]:
        """The fields a list of these reads, in every language: what is not translated yet is shown in Chinese."""
        translated = translated_fields(cls)
        names = [part for name in cls.listed_with for part in (cls.localized(name) if name in translated else [name])]
        related = [
            f"{need}__{name}"
            for need in cls.name_needs
            for name in cls._meta.get_field(need).related_model.shown_in_lists()
        ]
        return ["slug", "status", "languages", *names, *related]

    @staticmethod
    def localized(*names: str) -> list[str]:
        """The names of translated fields in every language: body → body_zh_hans, body_en."""
        return [build_localized_fieldname(name, language) for name in names for language in LANGUAGES]

    @staticmethod
    def localized_in(language: str, *names: str) -> list[str]:
        """The names of translated fields in one language: body → body_en."""
        return [build_localized_fieldname(name, language) for name in names]


@lru_cache
def translated_texts(model: type[models.Model]) -> list[str]:
    """The names of a model's long texts in every language but Chinese."""
    texts = [name for name in translated_fields(model) if isinstance(model._meta.get_field(name), models.TextField)]
    others = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
    return [build_localized_fieldname(name, language) for name in texts for language in others]


def translated_fields(model: type[models.Model]) -> list[str]:
    """The names, without language, of a model's translated fields."""
    return list(translator.get_options_for_model(model).fields)
