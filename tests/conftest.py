"""What many tests need: the real content in the database, or the whole site running with a browser in front."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from guidance.content.sync import load
from guidance.editorial.texts import BatchTexts
from guidance.pages.watching import watcher
from guidance.site.collections import COLLECTIONS
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.factories import sign_in
from tests.server import Site, running_site


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:
    """Pages made in the tests' own process name static files as they are; the running site has them hashed."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """What makes passwords slow to guess would make tests slow to run; the running site has it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Lets tests that commit empty the database after themselves, which the record of events forbids."""
    table = "" if connection.vendor == "sqlite" else "ON accounts_event"
    trigger = "event_is_not_deleted" if connection.vendor == "sqlite" else "events_are_not_emptied"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} {table}")


@pytest.fixture
def admin_client(admin_user: User) -> Client:
    """Someone with every right, past the second step."""
    client = Client()
    sign_in(client, admin_user)
    return client


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where stored pages are served: their watcher publishes what is due, and a reader's page need not ask."""
    monkeypatch.setattr(watcher(), "is_looking", True)


@pytest.fixture(scope="module")
def handbook(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The whole real content, loaded once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(django_settings.CONTENT_DIR, COLLECTIONS, texts=BatchTexts())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The address of the running site."""
    with running_site(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh profile on a cheap phone's screen."""
    fresh = browser.new_context(base_url=site, viewport={"width": 360, "height": 640})
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser drives a browser."""
    folder = Path(__file__).parent / "browser"
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)
