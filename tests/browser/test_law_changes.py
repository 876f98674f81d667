"""A provision changes, and a reviewer follows the to-do it opens to the article that cites it, and answers there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_editors_journey import save, signed_in, what_axe_finds, write
from tests.server import Site, extra_article, manage, run_on

LAW_CHECKS, DUE, ON_A_DAY = "/en/admin/editorial/lawcheck/", "/en/admin/due/", "/en/admin/on-a-day/?day=2030-01-01"
MAKE = """
from tests.factories import make_instrument, make_provision
provision = make_provision("no-locking-up", make_instrument("a-law"), title_en="No locking up", checked_on="2020-01-01")
print(provision.pk)
"""
CLEAN = """
from django.contrib.auth.models import User
from guidance.editorial.models import LawCheck
from guidance.law.models import Instrument, Provision
LawCheck.objects.all().delete()
Provision.objects.get(slug="no-locking-up").delete()
Instrument.objects.get(slug="a-law").delete()
User.objects.filter(username__in=["zhou", "wu"]).delete()
"""


@pytest.fixture
def provision(site: Site) -> Iterator[str]:
    """The address of the form of a provision that an article cites."""
    key = manage(site.environment, "shell", "--verbosity", "0", "--command", MAKE).stdout.strip()
    words = {"title_en": "Held over a debt", "body_en": "See [[law:no-locking-up]]."}
    with extra_article(site, "held-over-a-debt", **words):
        yield f"/en/admin/law/provision/{key}/change/"
    run_on(site, CLEAN)


@pytest.fixture
def author(browser: Browser, site: Site, provision: str) -> Iterator[Page]:
    with signed_in(browser, site, "zhou", "Author") as context:
        yield context.new_page()


@pytest.fixture
def reviewer(browser: Browser, site: Site, provision: str) -> Iterator[Page]:
    with signed_in(browser, site, "wu", "Reviewer") as context:
        yield context.new_page()


def test_a_changed_provision_is_followed_to_what_cites_it_and_answered(author: Page, reviewer: Page, provision: str):
    author.goto(provision)
    write(author, body_en="Locking a debtor up is a crime.")
    save(author, "_send")

    reviewer.goto(provision.replace("/change/", "/review/"))
    expect(reviewer.locator(".leaning")).to_contain_text("Held over a debt")
    reviewer.locator("form[action$='/act/publish/'] button").click()
    reviewer.goto(LAW_CHECKS)
    expect(reviewer.locator(".record-page")).to_contain_text("No locking up")
    reviewer.get_by_role("link", name="Held over a debt").click()
    expect(reviewer.locator(".law-changed")).to_contain_text("No locking up")
    reviewer.locator(".law-changed button").click()

    expect(reviewer.locator(".law-changed")).to_have_count(0)
    reviewer.goto(LAW_CHECKS)
    expect(reviewer.locator(".record-page")).not_to_contain_text("Held over a debt")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_pages_that_keep_the_site_true(
    author: Page, reviewer: Page, provision: str, width: int
):
    author.goto(provision)
    write(author, in_force_until="2029-12-31")
    save(author, "_send")
    reviewer.goto(provision.replace("/change/", "/review/"))
    reviewer.locator("form[action$='/act/publish/'] button").click()
    reviewer.set_viewport_size({"width": width, "height": 800})
    reports = {}

    for place in (LAW_CHECKS, DUE, ON_A_DAY):
        reviewer.goto(place)
        expect(reviewer.locator(".to-dos .act").first).to_be_visible()
        reports[place] = what_axe_finds(reviewer)

    assert reports == dict.fromkeys(reports, "")
