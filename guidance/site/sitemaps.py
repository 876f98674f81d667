"""Every public page in every language it is written in, with its alternates."""

import datetime
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.models import Publishable
from guidance.law.models import Instrument, Provision
from guidance.law.shelf import lenders
from guidance.rights.codes import Pair
from guidance.rights.models import Situation
from guidance.rights.shelf import situations

RECORDS_IN_A_PART = 1000


class LanguageSitemap(Sitemap):
    """Addresses in all languages, under the public address of this site."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_ADDRESS).netloc


class IndexSitemap(LanguageSitemap):
    """The pages that list others."""

    def items(self) -> list[str]:
        return ["home", "articles:index", "law:index", "law:lenders", "law:rates", "agencies:index", "rights:choose"]

    def location(self, item: str) -> str:
        return reverse(item)


class KeyRanges:
    """Cuts a queryset into parts by ranges of its keys, so that the hundredth part costs what the first does."""

    def __init__(self, records: QuerySet, languages_of: Callable[[Publishable], list[str]]) -> None:
        self.records, self.languages_of = records, languages_of

    @property
    def num_pages(self) -> int:
        last = self.records.model.objects.aggregate(last=Max("pk"))["last"] or 0
        return last // RECORDS_IN_A_PART + 1

    def page(self, number: int) -> "KeyRanges":
        """One part, with its pairs of record and language in `object_list`."""
        first = (number - 1) * RECORDS_IN_A_PART
        records = self.records.filter(pk__gte=first, pk__lt=first + RECORDS_IN_A_PART)
        self.object_list = [(record, language) for record in records for language in self.languages_of(record)]
        return self


class RecordSitemap(LanguageSitemap):
    """One page for each published record of a model."""

    model: type[Publishable]

    def items(self) -> QuerySet:
        return self.model.objects.published().titles().order_by("pk")

    @property
    def paginator(self) -> KeyRanges:
        return KeyRanges(self.items(), self.get_languages_for_item)

    def get_languages_for_item(self, item: Publishable) -> list[str]:
        return item.languages

    def lastmod(self, item: Publishable) -> datetime.date | None:
        return getattr(item, "checked_on", None)


class SitePageSitemap(RecordSitemap):
    model = SitePage


class SectionSitemap(RecordSitemap):
    model = Section


class ArticleSitemap(RecordSitemap):
    model = Article


class InstrumentSitemap(RecordSitemap):
    model = Instrument


class ProvisionSitemap(RecordSitemap):
    model = Provision


class AgencySitemap(RecordSitemap):
    model = Agency


class SituationSitemap(RecordSitemap):
    model = Situation


class PairSitemap(LanguageSitemap):
    """One page for each situation and each kind of lender."""

    def items(self) -> list[Pair]:
        return [Pair(situation, lender) for situation in situations().values() for lender in lenders().values()]

    def get_languages_for_item(self, item: Pair) -> list[str]:
        return item.languages

    def lastmod(self, item: Pair) -> datetime.date:
        return item.checked_on


SITEMAPS = {
    "index": IndexSitemap,
    "pages": SitePageSitemap,
    "sections": SectionSitemap,
    "articles": ArticleSitemap,
    "instruments": InstrumentSitemap,
    "provisions": ProvisionSitemap,
    "agencies": AgencySitemap,
    "situations": SituationSitemap,
    "pairs": PairSitemap,
}


def parts() -> Iterator[str]:
    """The path of each part, as the index names it."""
    for name, sitemap in SITEMAPS.items():
        before_number = reverse("sitemap-part", args=[name, 1]).removesuffix("1.xml")
        for number in range(1, sitemap().paginator.num_pages + 1):
            yield f"{before_number}{number}.xml"
