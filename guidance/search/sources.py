"""Which records can be found, under which heading, and by which of their words."""

import datetime
import hashlib
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import models
from modeltranslation.utils import build_localized_fieldname

from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.models import Publishable, translated_fields
from guidance.law.models import Cap, Instrument, LenderType, Provision
from guidance.rights.fields import RowsField, split_row
from guidance.rights.models import Answer, Situation, SituationGroup, WordList
from guidance.search.models import Kind
from guidance.search.segment import SEGMENTER

BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|pre|div)>|<br>|<hr>")
TAG = re.compile(r"<[^>]+>")
SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Source:
    """How the rows of one model are found.

    `title`, `lead` and `body` name fields; `keywords` are words of no page; `section` names what a reader sees below
    a result's title. `followed_by` names the models whose rows decide whether these rows are
    shown at all, and how to reach these rows from one of those.
    """

    model: type[Publishable]
    kind: Kind
    title: tuple[str, ...]
    lead: tuple[str, ...]
    body: tuple[str, ...]
    section: Callable[[Publishable], object]
    keywords: Callable[[Publishable, str], list[str]] = lambda row, language: []
    joined: tuple[str, ...] = ()
    followed_by: tuple[tuple[type[models.Model], str], ...] = ()

    def rows(self) -> models.QuerySet:
        """Everything of this model that readers may see."""
        return self.model.objects.published().select_related(*self.joined)

    def words(self, row: Publishable, names: Iterable[str], language: str) -> str:
        """The text of some fields in one language, a line for each paragraph or entry."""
        return "\n".join(filter(None, (plain(row, self.localized(name, language)) for name in names)))

    def localized(self, name: str, language: str) -> str:
        return build_localized_fieldname(name, language) if name in translated_fields(self.model) else name


def plain(row: Publishable, name: str) -> str:
    """A field's value as text without mark-up."""
    value = getattr(row, name) or ""
    if isinstance(row._meta.get_field(name), RowsField):
        return "\n".join(split_row(line).words for line in value)
    if isinstance(value, list):
        return "\n".join(value)
    text = html.unescape(TAG.sub("", BLOCK_END.sub("\n", value))) if name_is_html(name) else str(value)
    return "\n".join(line.strip() for line in SPACES.sub(" ", text).splitlines() if line.strip())


def name_is_html(name: str) -> bool:
    return "_html" in name


def checked_on(row: Publishable) -> datetime.date | None:
    """The day a record was last held against its source, for records that are."""
    return getattr(row, "checked_on", None)


def readers_words(situation: Situation, language: str) -> list[str]:
    """How readers say that a situation is theirs."""
    listed = getattr(situation, "words", None)
    return getattr(listed, build_localized_fieldname("phrases", language), None) or []


STEPS = ("say", "now", "today", "week", "evidence", "avoid", "grounds", "channels", "body_html")

SOURCES = (
    Source(
        Situation,
        Kind.ANSWERS,
        title=("title", "question"),
        lead=("answer", "safety"),
        body=STEPS,
        section=lambda row: row.group,
        keywords=readers_words,
        joined=("group", "words"),
        followed_by=((SituationGroup, "group"), (WordList, "words")),
    ),
    Source(
        Answer,
        Kind.ANSWERS,
        title=(),
        lead=("answer",),
        body=STEPS,
        section=lambda row: row.situation.group,
        joined=("situation__group", "lender"),
        followed_by=((Situation, "situation"), (SituationGroup, "situation__group"), (LenderType, "lender")),
    ),
    Source(
        Article,
        Kind.HANDBOOK,
        title=("title",),
        lead=("summary", "key_points"),
        body=("body_html",),
        section=lambda row: row.section,
        joined=("section",),
        followed_by=((Section, "section"),),
    ),
    Source(SitePage, Kind.HANDBOOK, title=("title",), lead=("summary",), body=("body_html",), section=lambda row: ""),
    Source(
        Agency,
        Kind.CHANNELS,
        title=("name", "short_name", "phones"),
        lead=("body_html", "phone_note"),
        body=("cannot", "prepare", "response_time", "hours"),
        section=lambda row: "",
    ),
    Source(
        Provision,
        Kind.LAW,
        title=("title", "article"),
        lead=("body_html",),
        body=("consequence", "caution", "replaces"),
        section=lambda row: row.reference,
        joined=("instrument",),
        followed_by=((Instrument, "instrument"),),
    ),
    Source(
        Instrument,
        Kind.LAW,
        title=("title", "short_title", "document_no"),
        lead=("issuer",),
        body=(),
        section=lambda row: row.get_kind_display(),
    ),
    Source(Cap, Kind.LAW, title=("title",), lead=("body_html",), body=("nature",), section=lambda row: ""),
    Source(LenderType, Kind.LAW, title=("name",), lead=("body_html",), body=(), section=lambda row: ""),
)


def source_of(model: type[models.Model]) -> Source | None:
    return next((source for source in SOURCES if source.model is model), None)


# Changes whenever the same rows could become other entries.
MAKER = hashlib.sha256(SEGMENTER.encode() + Path(__file__).read_bytes()).hexdigest()[:16]
