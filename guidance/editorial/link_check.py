"""Checks every link of every published record, and keeps what was found for editors."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation

from guidance.content.markdown import leaves_the_site
from guidance.content.reading import Progress
from guidance.editorial import citations
from guidance.editorial.field_texts import record_models, texts_of
from guidance.editorial.inside_links import is_alive
from guidance.editorial.links import FoundLink, links_of
from guidance.editorial.models import LANGUAGES, SOURCE_LANGUAGE, Publishable
from guidance.editorial.models.link import Link, LinkPlace
from guidance.editorial.visiting import NO_ANSWER, Visit, Visitor

CHUNK = 500
LONGEST_ADDRESS = Link._meta.get_field("address").max_length


@dataclass(frozen=True)
class LinkReport:
    """What a check found: how many links there are, the broken ones, and whether other sites could be asked at all."""

    total: int
    broken: list[Link]
    network_is_missing: bool = False


def check_links(*, now: datetime.datetime, visitor: Visitor | None, progress: Progress) -> LinkReport:
    """Checks pages of this site and citations, and other sites when there is a visitor to ask them."""
    with transaction.atomic():
        note_places(progress)
    check_inside(now, progress)
    network_is_missing = visitor is not None and not check_outside(visitor, now, progress)
    broken = Link.objects.broken().prefetch_related("places__record")
    return LinkReport(Link.objects.count(), list(broken), network_is_missing)


def note_places(progress: Progress) -> None:
    """Brings links and their places up to what published records say. What was found of a link earlier is kept."""
    found = [(record, link) for record in published(progress) for link in all_links(record)]
    LinkPlace.objects.all().delete()
    keep_only({link.address for _record, link in found})
    keys = dict(Link.objects.values_list("address", "pk"))
    places = {
        (keys[link.address], ContentType.objects.get_for_model(record).pk, record.pk, link.field, link.line): None
        for record, link in found
    }
    names = ("link_id", "record_type_id", "record_id", "field", "line")
    rows = [LinkPlace(**dict(zip(names, place, strict=True))) for place in places]
    LinkPlace.objects.bulk_create(rows, batch_size=CHUNK)


def keep_only(addresses: set[str]) -> None:
    """Makes the links that are new, and removes those that stand nowhere any more."""
    known = set(Link.objects.values_list("address", flat=True))
    gone = sorted(known - addresses)
    for start in range(0, len(gone), CHUNK):
        Link.objects.filter(address__in=gone[start : start + CHUNK]).delete()
    new = [Link(address=address, kind=kind_of(address)) for address in sorted(addresses - known)]
    Link.objects.bulk_create(new, batch_size=CHUNK)


def published(progress: Progress) -> Iterator[Publishable]:
    models = record_models(Publishable)
    for number, model in enumerate(models, start=1):
        yield from model.objects.published().iterator(chunk_size=CHUNK)
        progress("reading records", number, len(models))


def all_links(record: Publishable) -> Iterator[FoundLink]:
    """A record's links and citations. A link to a part of its own page is given the page's address."""
    for link in links_of(record):
        if link.address.startswith("#"):
            page = own_page(record, link.field)
            yield from [FoundLink(page + link.address, link.field, link.line)] if page else []
        elif len(link.address) <= LONGEST_ADDRESS:
            yield link
    for words in texts_of(record):
        for citation in record.citations_in(words):
            yield FoundLink(f"[[{citation.kind}:{citation.slug}]]", words.field, citation.line)


def own_page(record: Publishable, field: str) -> str:
    """The address of the page that shows this text, or "" when it has none of its own."""
    if not hasattr(record, "get_absolute_url"):
        return ""
    language = next((each for each in LANGUAGES if field.endswith(each.replace("-", "_"))), SOURCE_LANGUAGE)
    with translation.override(language):
        return record.get_absolute_url().partition("#")[0]


def kind_of(address: str) -> Link.Kind:
    if address.startswith("[["):
        return Link.Kind.CITATION
    return Link.Kind.OUTSIDE if leaves_the_site(address) else Link.Kind.INSIDE


def check_inside(now: datetime.datetime, progress: Progress) -> None:
    links = list(Link.objects.inside())
    for number, link in enumerate(links, start=1):
        arrives = cites_something(link.address) if link.kind == Link.Kind.CITATION else is_alive(link.address)
        link.note(Link.Outcome.ARRIVES if arrives else Link.Outcome.MISSING, now=now)
        progress("checking this site", number, len(links))
    save(links)


def cites_something(address: str) -> bool:
    """Whether `[[kind:slug]]` names a record that readers may see."""
    row = citations.find_row(*address.strip("[]").split(":"))
    return row is not None and row.is_published


def check_outside(visitor: Visitor, now: datetime.datetime, progress: Progress) -> bool:
    """Asks other sites. False, and nothing is kept, when not one of them answers: then there is no network."""
    links = list(Link.objects.outside())
    visits = visitor.visit_all([link.address for link in links], progress)
    if links and all(visit.outcome in NO_ANSWER for visit in visits.values()):
        return False
    for link in links:
        visit: Visit = visits[link.address]
        link.note(visit.outcome, status=visit.status, now=now)
    save(links)
    return True


def save(links: list[Link]) -> None:
    Link.objects.bulk_update(links, ["outcome", "status", "checked_at", "failures", "failing_since"], batch_size=CHUNK)
