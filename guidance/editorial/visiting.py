"""Asks other sites whether an address of theirs arrives: slowly, honestly, and never inside a private network."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, SSLError

from guidance.content.reading import Progress
from guidance.editorial.models.link import Link

Outcome = Link.Outcome
HOSTS_AT_A_TIME = 8
REDIRECTS = 6
# After so many silences in a row the rest of a host's addresses are taken to be silent too.
SILENCES = 3
GONE = frozenset({404, 410})
# 521 is how several Chinese authorities answer what is not a browser.
REFUSALS = frozenset({*range(400, 500), 521}) - GONE
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
ROBOTS_BYTES = 512 * 1024
# What another way of asking would not change.
SETTLED = frozenset({Outcome.ARRIVES, Outcome.UNKNOWN_HOST, Outcome.PRIVATE, Outcome.INVALID})
NO_ANSWER = frozenset({Outcome.SILENT, Outcome.UNKNOWN_HOST})


class Visit(NamedTuple):
    """What came of asking for an address."""

    outcome: Link.Outcome
    status: int | None = None


class NotPublicError(Exception):
    """A host that lies in a private network, or on this machine."""


class Answer(NamedTuple):
    """A status, where it sends on to ("" for nowhere), and the beginning of the text if that was wanted."""

    status: int
    location: str
    text: str


@dataclass(frozen=True)
class Visitor:
    """Visits addresses as `agent`, one at a time for each host.

    `pause` is the seconds between two questions to one host, `timeout` the seconds an answer may take. Hosts in
    `trusted` may lie in a private network.
    """

    agent: str
    pause: float = 1.0
    timeout: float = 15.0
    trusted: frozenset[str] = field(default_factory=frozenset)

    def visit_all(self, addresses: Iterable[str], progress: Progress) -> dict[str, Visit]:
        """What came of each address."""
        by_host: dict[str, list[str]] = {}
        for address in addresses:
            by_host.setdefault(urlsplit(address).netloc, []).append(address)
        total = sum(map(len, by_host.values()))
        visits: dict[str, Visit] = {}
        with ThreadPoolExecutor(HOSTS_AT_A_TIME) as pool:
            for finished in as_completed([pool.submit(self.visit_host, group) for group in by_host.values()]):
                visits |= finished.result()
                progress("asking other sites", len(visits), total)
        return visits

    def visit_host(self, addresses: list[str]) -> dict[str, Visit]:
        """What came of each address of one host."""
        robots = self.robots_of(addresses[0])
        pause = max(self.pause, float(robots.crawl_delay(self.agent) or 0))
        visits: dict[str, Visit] = {}
        silences = 0
        for address in addresses:
            if silences >= SILENCES:
                visits[address] = Visit(Outcome.SILENT)
            elif robots.can_fetch(self.agent, address):
                time.sleep(pause)
                visits[address] = self.visit(address)
                silences = silences + 1 if visits[address].outcome in NO_ANSWER else 0
            else:
                visits[address] = Visit(Outcome.ROBOTS)
        return visits

    def visit(self, address: str) -> Visit:
        """Asks for the head alone, then, since some answer that badly, for the page."""
        visit = attempt(lambda: self.follow("HEAD", address))
        return visit if visit.outcome in SETTLED else attempt(lambda: self.follow("GET", address))

    def follow(self, method: str, address: str) -> Visit:
        for _redirect in range(REDIRECTS):
            answer = self.ask(method, address)
            if not answer.location:
                return Visit(meaning_of(answer.status), answer.status)
            address = urljoin(address, answer.location)
        return Visit(Outcome.ENDLESS)

    def robots_of(self, address: str) -> RobotFileParser:
        """What the host asks of programs. One that says nothing, or nothing clear, allows everything."""
        robots = RobotFileParser()
        robots.parse([])
        try:
            answer = self.ask("GET", urljoin(address, "/robots.txt"), bytes_wanted=ROBOTS_BYTES)
        except (OSError, HTTPError, NotPublicError, ValueError):
            return robots
        if answer.status == 200:
            robots.parse(answer.text.splitlines())
        return robots

    def ask(self, method: str, address: str, bytes_wanted: int = 0) -> Answer:
        """One question to one host. Raises HTTPError, OSError, NotPublicError or ValueError."""
        url = urllib3.util.parse_url(address)
        if url.scheme not in {"http", "https"} or not url.host or url.auth:
            raise LocationParseError(address)
        host = url.host.strip("[]")
        place = public_place(host, url.port or (443 if url.scheme == "https" else 80), self.trusted)
        headers = {"Host": url.netloc, "User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        with self.pool_for(url.scheme, host, place) as pool:
            response = pool.urlopen(
                method, url.request_uri, headers=headers, redirect=False, retries=False, preload_content=False
            )
            text = response.read(bytes_wanted).decode("utf-8", "replace") if bytes_wanted else ""
            location = response.get_redirect_location() or ""
            response.close()
        return Answer(response.status, location, text)

    def pool_for(self, scheme: str, host: str, place: tuple[str, int]) -> urllib3.HTTPConnectionPool:
        """Connections to the very machine that was found to be public, for the name it must prove to have."""
        if scheme == "http":
            return urllib3.HTTPConnectionPool(*place, timeout=self.timeout)
        return urllib3.HTTPSConnectionPool(
            *place,
            timeout=self.timeout,
            server_hostname=host,
            assert_hostname=host,
            ssl_context=ssl.create_default_context(),
        )


def attempt(question: Callable[[], Visit]) -> Visit:
    """What came of a question, whatever went wrong."""
    try:
        return question()
    except NotPublicError:
        return Visit(Outcome.PRIVATE)
    except socket.gaierror:
        return Visit(Outcome.UNKNOWN_HOST)
    except SSLError:
        return Visit(Outcome.CERTIFICATE)
    except (LocationParseError, ValueError):
        return Visit(Outcome.INVALID)
    except (HTTPError, OSError):
        return Visit(Outcome.SILENT)


def meaning_of(status: int) -> Link.Outcome:
    if status < 400:
        return Outcome.ARRIVES
    if status in GONE:
        return Outcome.MISSING
    return Outcome.REFUSED if status in REFUSALS else Outcome.FAULTY


def public_place(host: str, port: int, trusted: frozenset[str]) -> tuple[str, int]:
    """The number and port of a host. Raises NotPublicError when any of its numbers is a private one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(place[4][0]).partition("%")[0] for place in found]
    if host not in trusted and not all(is_public(number) for number in numbers):
        raise NotPublicError(host)
    return min(numbers, key=lambda number: ":" in number), port


def is_public(number: str) -> bool:
    """Whether an IP address can be reached from everywhere, and hides no other address within it."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        hides = address.ipv4_mapped or address.sixtofour or address.teredo or address in TRANSLATED
        return address.is_global and not address.is_multicast and not hides
    return address.is_global and not address.is_multicast
