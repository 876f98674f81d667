"""Sections, the articles in them, and pages about the site itself."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guidance.content import markdown
from guidance.editorial.fields import LinesField
from guidance.editorial.models import Checked, Publishable, PublishableQuerySet

# Unhurried reading of an unfamiliar subject.
CHINESE_CHARACTERS_A_MINUTE = 300
ENGLISH_WORDS_A_MINUTE = 180
KEY_POINTS = range(3, 6)
ARTICLES_ON_A_PAGE = 20


def validate_key_points(points: list[str]) -> None:
    """Raises ValidationError unless there are three to five."""
    if points and len(points) not in KEY_POINTS:
        raise ValidationError(_("Write three to five key points, one to a line."))


@dataclass(frozen=True)
class ListOfArticles:
    """One page of a section's articles, as titles, in reading order."""

    number: int
    articles: list["Article"]
    has_next: bool

    @property
    def first(self) -> int:
        """The place of its first article in the section, from one."""
        return (self.number - 1) * ARTICLES_ON_A_PAGE + 1

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the next page; 0 if this is the last."""
        return self.number + 1 if self.has_next else 0


class Section(Publishable):
    """One of the five parts of the handbook."""

    title = models.CharField(_("title"), max_length=60)
    summary = models.CharField(_("summary"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def titles_of_articles(self) -> "ArticleQuerySet":
        return self.articles.filter(status=self.Status.PUBLISHED).titles().order_by("order", "slug")

    def list_of_articles(self, number: int = 1) -> ListOfArticles:
        """One page of its list; it is not counted how many there are."""
        first = (number - 1) * ARTICLES_ON_A_PAGE
        found = list(self.titles_of_articles()[first : first + ARTICLES_ON_A_PAGE + 1])
        return ListOfArticles(number, found[:ARTICLES_ON_A_PAGE], has_next=len(found) > ARTICLES_ON_A_PAGE)

    @cached_property
    def first_articles(self) -> list["Article"]:
        return self.list_of_articles().articles

    def further_pages(self) -> range:
        """The numbers of the pages of its list after the first."""
        return range(2, math.ceil(self.titles_of_articles().count() / ARTICLES_ON_A_PAGE) + 1)


class Readable(Publishable):
    """A page of headed text with a table of contents."""

    markdown_fields = ("body",)

    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence: what the reader gets here."))
    body = models.TextField(
        _("text"), help_text=_("Markdown: ## for headings, [[law:…]] cites a provision, [[agency:…]] a channel.")
    )
    body_html = models.TextField(editable=False, blank=True)
    contents_html = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def keep_rendered(self, name: str, language: str, rendered: markdown.Rendered) -> None:
        super().keep_rendered(name, language, rendered)
        setattr(self, build_localized_fieldname("contents_html", language), rendered.contents_html)


class ArticleQuerySet(PublishableQuerySet):
    def with_section(self) -> "ArticleQuerySet":
        return self.select_related("section")


class Article(Checked, Readable):
    """A sourced text on one subject, with its key points first."""

    check_every = 180
    hidden_with = ("section",)
    listed_with = ("title", "summary", "order", "checked_on")

    section = models.ForeignKey(Section, models.PROTECT, related_name="articles", verbose_name=_("section"))
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Within the section."))
    key_points = LinesField(
        _("key points"), validators=[validate_key_points], help_text=_("Three to five, one to a line.")
    )
    sources = LinesField(_("sources"), blank=True, help_text=_("One to a line: title, a space, the address."))
    related = models.ManyToManyField("self", symmetrical=False, blank=True, verbose_name=_("related articles"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order", "slug"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["section", "status", "order", "slug"], name="article_in_section")]

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.slug])

    @property
    def parent(self) -> Section | None:
        return self.section if self.section.is_published else None

    @property
    def minutes(self) -> int:
        """Reading time of the text shown in the active language, at least one minute."""
        chinese = len(re.findall(r"[\u4e00-\u9fff]", self.body))
        words = len(re.findall(r"[A-Za-z]+", self.body))
        return max(1, math.ceil(chinese / CHINESE_CHARACTERS_A_MINUTE + words / ENGLISH_WORDS_A_MINUTE))

    @cached_property
    def neighbours(self) -> tuple["Article | None", "Article | None"]:
        """The articles before and after this one in its section: one query, however long the section is."""
        place = [self.section_id, self.Status.PUBLISHED, self.order, self.order, self.slug]
        found = Article.objects.raw(neighbours_query(), place + place)
        places = {article.place > self.place: article for article in found}
        return places.get(False), places.get(True)

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in its section."""
        return self.order, self.slug

    @cached_property
    def related_articles(self) -> list["Article"]:
        return list(self.related.published().titles())


@lru_cache(maxsize=1)
def neighbours_query() -> str:
    """The last row before a place and the first after it, each found at once in the index `article_in_section`.

    In SQL, because an article's page is made so often: Django takes ten times as long to write this query as a
    database to answer it. It is asked with section, status, order, order and slug, twice.
    """
    columns = ", ".join(f'"{Article._meta.get_field(name).column}"' for name in ["id", *Article.shown_in_lists()])
    beside = f"""
        SELECT * FROM (
            SELECT {columns} FROM {Article._meta.db_table}
            WHERE section_id = %s AND status = %s AND "order" {{0}}= %s AND ("order" {{0}} %s OR slug {{0}} %s)
            ORDER BY "order" {{1}}, slug {{1}} LIMIT 1
        ) AS {{2}}
    """  # noqa: S608  (names of our own columns)
    return beside.format("<", "DESC", "earlier") + "UNION ALL" + beside.format(">", "ASC", "later")


class SitePage(Readable):
    """A page about this site itself, such as who it is for and how its facts are checked."""

    listed_with = ("title", "checked_on")

    checked_on = models.DateField(_("checked on"))

    class Meta:
        ordering = ["slug"]
        verbose_name = _("page about the site")
        verbose_name_plural = _("pages about the site")

    def get_absolute_url(self) -> str:
        return reverse(self.slug)
