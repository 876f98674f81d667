"""A newcomer's first day in the editors' room: password, phone, recovery codes, and the phone's code from then on."""

import re
import time
from base64 import b32decode
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django_otp.oath import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import what_axe_finds
from tests.factories import PASSPHRASE
from tests.server import Site, run_on

LOGIN = "/en/admin/login/"


@pytest.fixture
def newcomer(site: Site) -> Iterator[str]:
    """The name of a reviewer who has never signed in."""
    run_on(site, "from tests.factories import make_account; make_account('newcomer', 'Reviewer')")
    yield "newcomer"
    run_on(site, "from django.contrib.auth.models import User; User.objects.get(username='newcomer').delete()")


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """axe is injected, which the admin's policy does not let through: here the policy is put aside."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 640}, bypass_csp=True)
    yield context.new_page()
    context.close()


def type_password(page: Page, name: str, password: str = PASSPHRASE, path: str = LOGIN) -> None:
    page.goto(path)
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_code(page: Page, secret: str, ahead: int = 0) -> None:
    """Types what the phone shows, or will show: a code that has been used is not accepted again."""
    totp = TOTP(b32decode(secret.replace(" ", "")))
    totp.time = time.time() + ahead
    page.locator("[name=code]").fill(f"{totp.token():06}")
    page.keyboard.press("Enter")


def faults(page: Page) -> str:
    """What is wrong with the page for those who see or move differently, or have a narrow screen."""
    page.evaluate(AXE_SCRIPT)
    width = page.evaluate("document.documentElement.scrollWidth")
    return what_axe_finds(page) + (f"{width} px wide" if width > page.viewport_size["width"] else "")


def test_a_newcomer_sets_up_the_phone_and_signs_in_with_it(page: Page, newcomer: str):
    type_password(page, newcomer)
    expect(page).to_have_url(re.compile("/account/set-up/"))
    picture = page.locator("main img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 20")
    assert faults(page) == ""
    secret = page.locator("main li code").inner_text()

    type_code(page, secret)
    expect(page.locator("main li code")).to_have_count(10)
    expect(page.locator("[data-print] button")).to_be_visible()
    assert faults(page) == ""
    page.locator("main form button").click()

    type_password(page, newcomer)
    expect(page).to_have_url(re.compile("/account/code/"))
    assert faults(page) == ""
    type_code(page, secret, ahead=30)
    expect(page).to_have_url(re.compile("/en/admin/$"))

    page.goto("/en/admin/account/")
    expect(page.get_by_text("10 recovery codes are left")).to_be_visible()


@pytest.fixture
def door(site: Site) -> Iterator[None]:
    """The door of the running site, which is opened again whatever happened to it."""
    yield
    run_on(site, "from django.core.management import call_command; call_command('axes_reset')")


@pytest.mark.usefixtures("door")
def test_the_locked_page_is_for_everyone(page: Page):
    for _attempt in range(5):
        type_password(page, "nobody", "wrong")

    expect(page.locator("main")).to_contain_text("15 minutes")
    assert faults(page) == ""
