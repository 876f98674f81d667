"""Every public page in every language it is written in, with its alternates."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.models import Publishable
from guidance.law.models import Instrument, LenderType, Provision
from guidance.rights.codes import Pair
from guidance.rights.models import Situation


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


class RecordSitemap(LanguageSitemap):
    """One page for each published record of a model."""

    model: type[Publishable]

    def items(self) -> QuerySet:
        return self.model.objects.published()

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

    def items(self) -> QuerySet:
        return super().items().with_instrument()


class AgencySitemap(RecordSitemap):
    model = Agency


class SituationSitemap(RecordSitemap):
    model = Situation


class PairSitemap(LanguageSitemap):
    """One page for each situation and each kind of lender."""

    def items(self) -> list[Pair]:
        lenders = list(LenderType.objects.published())
        situations = Situation.objects.published().for_answering()
        return [Pair(situation, lender) for situation in situations for lender in lenders]

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
