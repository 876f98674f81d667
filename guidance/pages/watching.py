"""Knows which generation of pages is right now, in this process, on this machine, and in the database.

A generation is named `<number of the last change>-<day in Shanghai>-<release>`. A later one sorts after an earlier.
"""

import datetime
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from guidance.editorial.schedule import publish_due
from guidance.pages.gone import gone_addresses
from guidance.pages.models import Generation
from guidance.pages.release import release
from guidance.pages.store import PageStore

logger = logging.getLogger(__name__)

# With a query's time, well below the second within which every process must know of a change.
SECONDS_BETWEEN_LOOKS = 0.4
# An editor who has saved is not faster than this, whichever process answers.
SECONDS_BETWEEN_LINKS = 0.01


def generation_name(number: int, now: datetime.datetime) -> str:
    """Pages depend on the content and on the day; at midnight in Shanghai the truth may change by itself."""
    return f"{number:016d}-{timezone.localdate(now):%Y%m%d}-{release()}"


def words_for(error: Exception) -> str:
    """What is wrong, for the log and for /health/. The error's own words may name hosts and users."""
    return "the database is locked" if "database is locked" in str(error) else "the database does not answer"


class Watcher:
    """Looks at the database a few times a second, and at the store's link while it answers.

    While the database does not answer, the last known generation stays: its pages are the best there are.
    """

    def __init__(self, store: PageStore) -> None:
        self.store = store
        self.name = ""
        self.is_looking = False
        self.seen_link = ""
        self.link_good_until = 0.0
        self.earlier = ""
        self.database_fault = ""
        self.store_fault = ""
        self.fault_told_in: str | None = None

    def current(self) -> str:
        """The generation that is right, as far as is known; "" while nothing is known."""
        moment = time.monotonic()
        if moment < self.link_good_until:
            return self.name
        self.link_good_until = moment + SECONDS_BETWEEN_LINKS
        link = self.store.linked()
        if link != self.seen_link:
            self.seen_link = link
            if link > self.name and link.endswith(release()):
                self.name = link
        return self.name

    def look(self, now: datetime.datetime | None = None) -> None:
        """Asks the database, and follows it."""
        try:
            self.follow(generation_name(Generation.objects.number(), now or timezone.now()))
        except (DatabaseError, InterfaceError) as error:
            self.note_database_fault(words_for(error))
        else:
            self.note_database_fault("")

    def follow(self, name: str) -> None:
        """Goes on to a later generation at once; back to an earlier one (a database restored) when it is said twice."""
        is_earlier = name < self.name
        if not is_earlier or name == self.earlier:
            self.name = name
        self.earlier = name if is_earlier else ""
        if self.name == name and self.store.linked() != name:
            self.point_to(name)

    def point_to(self, name: str) -> None:
        """What is gone is noted first: whoever follows the link knows it, even if the database is gone by then."""
        addresses = gone_addresses()
        try:
            self.store.note_gone(name, addresses)
            self.store.point_to(name)
        except OSError as error:
            self.note_store_fault(error)

    def note_database_fault(self, fault: str) -> None:
        """One line when the database goes, one when it is back."""
        if fault and not self.database_fault:
            logger.error("%s: stored pages are served as they are.", fault.capitalize())
        elif self.database_fault and not fault:
            logger.error("The database answers again.")
        self.database_fault = fault

    def note_store_fault(self, error: OSError) -> None:
        """One line in each generation that cannot be stored, not one for each page."""
        if self.fault_told_in != self.name:
            logger.error("Pages cannot be stored and are made anew for each reader: %s", error)
        self.fault_told_in = self.name
        self.store_fault = error.strerror or str(error)

    def start(self) -> None:
        """Looks once, then goes on looking for as long as the process lives."""
        self.is_looking = True
        self.look()
        threading.Thread(target=self.keep_looking, name="pages-watcher", daemon=True).start()

    def keep_looking(self) -> None:
        pause = threading.Event()
        sweeping = None
        while not pause.wait(SECONDS_BETWEEN_LOOKS):
            before = self.name
            self.look_safely()
            if self.name != before and not (sweeping and sweeping.is_alive()):
                # Many files take long to remove: meanwhile looking goes on.
                sweeping = threading.Thread(target=self.store.sweep, args=[self.name], name="pages-sweeper")
                sweeping.start()

    def catch_up(self) -> None:
        """Publishes what was scheduled for a moment that has come, which is a change like any other, and looks."""
        if not self.database_fault:
            publish_due(timezone.now())
        self.look()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Within it, whoever makes pages promises to `catch_up`, so that not every page need ask what is due."""
        before, self.is_looking = self.is_looking, True
        try:
            yield
        finally:
            self.is_looking = before

    def look_safely(self) -> None:
        """A watcher that died would leave old pages for ever: whatever happens is told, and it looks again."""
        try:
            self.catch_up()
        except (DatabaseError, InterfaceError):
            self.look()
        except Exception:
            logger.exception("Looking for changes failed.")
        finally:
            close_old_connections()
            if self.database_fault:
                connection.close()


def followed_generation() -> str:
    """The generation's name, where a watcher follows it; "" in a process that does not know of others' changes."""
    return watcher().current() if watcher().is_looking else ""


@lru_cache(maxsize=1)
def watcher() -> Watcher:
    """This process's watcher of the store in VAR_DIR."""
    return Watcher(PageStore(Path(settings.PAGES_DIR)))
