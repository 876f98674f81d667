"""Every link of the published records is checked, and what is broken is found with its place."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guidance.content.sync import quiet
from guidance.editorial.checks import find_problems
from guidance.editorial.link_check import LinkReport, check_links
from guidance.editorial.models import Publishable
from guidance.editorial.models.link import Link
from guidance.editorial.visiting import Visitor
from tests.editorial.other_site import OtherSite
from tests.factories import make_agency, make_article, make_provision

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
TUESDAY = MONDAY + datetime.timedelta(days=1)
VISITOR = Visitor("tests", pause=0, timeout=5, trusted=frozenset({"127.0.0.1"}))


def check(*, now: datetime.datetime = MONDAY, visitor: Visitor | None = None) -> LinkReport:
    return check_links(now=now, visitor=visitor, progress=quiet)


def broken(report: LinkReport) -> list[tuple[str, str, int]]:
    """Address, field and line of all that is broken."""
    return [(link.address, place.field, place.line) for link in report.broken for place in link.places.all()]


def test_links_between_pages_and_citations_are_checked_in_both_languages():
    make_agency()
    make_article(
        body_zh_hans="一\n\n[[agency:police-110]] [没有](/zh-hans/none/)",
        body_en="[[article:detention-and-following]] [here](/en/agencies/police-110/)",
    )

    report = check()

    assert report.total == 4
    assert broken(report) == [("/zh-hans/none/", "body_zh_hans", 3)]


def test_a_citation_breaks_when_what_it_cites_is_withdrawn():
    agency = make_agency()
    make_article(body_en="Call.\n\n[[agency:police-110]]")
    assert check().broken == []

    agency.status = Publishable.Status.WITHDRAWN
    agency.save()

    assert broken(check()) == [("[[agency:police-110]]", "body_en", 3)]


def test_a_part_of_the_own_page_is_looked_for():
    make_article(body_en="## Here\n\n[up](#here) [down](#none)")

    assert broken(check()) == [("/en/articles/detention-and-following/#none", "body_en", 3)]


def test_drafts_are_not_checked():
    make_article(body_en="[x](/en/none/)", status=Publishable.Status.DRAFT)

    assert check().total == 0


def test_a_link_taken_out_is_forgotten():
    article = make_article(body_en="[x](/en/none/)")
    check()

    article.body_en = "Nothing."
    article.save()

    assert check() == LinkReport(total=0, broken=[])


def test_other_sites_are_not_asked_unless_it_is_wanted():
    make_provision(sources=["官方 https://example.org/law"], official_url="https://example.org/text")

    report = check()

    assert report.total == 2
    assert set(Link.objects.values_list("outcome", flat=True)) == {Link.Outcome.UNCHECKED}


def test_another_sites_link_is_broken_after_two_failures_in_a_row(other_site: OtherSite):
    make_provision(sources=["甲 " + other_site.address("/fine"), "乙 " + other_site.address("/gone")])

    assert check(visitor=VISITOR).broken == []
    report = check(now=TUESDAY, visitor=VISITOR)

    assert broken(report) == [(other_site.address("/gone"), "sources", 2)]
    [link] = report.broken
    assert (link.outcome, link.status, link.failing_since) == (Link.Outcome.MISSING, 404, MONDAY)


def test_a_link_that_arrives_again_is_mended(other_site: OtherSite):
    make_provision(sources=["甲 " + other_site.address("/fine")])
    check()
    Link.objects.update(failures=2, failing_since=MONDAY, outcome=Link.Outcome.SILENT)

    report = check(now=TUESDAY, visitor=VISITOR)

    assert report.broken == []
    assert Link.objects.get().failing_since is None


def test_without_a_network_nothing_is_held_against_other_sites():
    make_provision(sources=["甲 http://127.0.0.1:1/", "乙 http://no-such-host.invalid/"])

    report = check(visitor=VISITOR)

    assert report.network_is_missing
    assert list(Link.objects.values_list("failures", flat=True)) == [0, 0]


def test_a_broken_link_of_another_site_warns_before_publishing():
    make_agency()
    provision = make_provision(sources=["甲 https://example.org/fine", "乙 https://example.org/gone"])
    check()
    Link.objects.filter(address__endswith="gone").update(failures=2, checked_at=MONDAY)

    [problem] = find_problems(provision, on=MONDAY.date())

    assert (problem.field, problem.line, problem.blocking) == ("sources", 2, False)
    assert "2026-11-23" in problem.message


def test_the_command_names_each_broken_link_and_where_it_stands():
    make_article(body_en="One.\n\n[x](/en/none/)")
    output = StringIO()

    call_command("check_links", stdout=output)

    assert "/en/none/" in output.getvalue()
    assert "detention-and-following: body_en line 3" in output.getvalue()


def test_the_command_fails_on_request_when_a_link_is_broken():
    make_article()
    call_command("check_links", "--fail", stdout=StringIO())
    make_article("linking", body_en="[x](/en/none/)")

    with pytest.raises(CommandError):
        call_command("check_links", "--fail", stdout=StringIO())
