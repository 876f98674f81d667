"""Walks the site as a crawler does: by links alone, from one page to all that can be reached from it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from playwright.sync_api import APIRequestContext


@dataclass
class Visit:
    """What a page answered, the addresses it links to, and the anchors it has."""

    status: int
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "a" and values.get("href") and "nofollow" not in (values.get("rel") or ""):
            self.links.append(values["href"])
        if values.get("id"):
            self.anchors.add(values["id"])


def visit(request: APIRequestContext, address: str) -> Visit:
    """Opens one page. Its links are absolute, and only those that stay on the host."""
    response = request.get(address)
    reader = PageReader()
    reader.feed(response.text())
    links = [urljoin(address, link) for link in reader.links]
    inside = [link for link in links if urlsplit(link).netloc == urlsplit(address).netloc]
    return Visit(response.status, inside, reader.anchors)


def walk(request: APIRequestContext, start: str, within: str) -> dict[str, Visit]:
    """Every page reached from `start` by links whose addresses begin with `within`."""
    visits: dict[str, Visit] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in visits:
            continue
        visits[address] = visit(request, address)
        waiting += [page for link in visits[address].links if (page := urldefrag(link).url).startswith(within)]
    return visits


def missing_anchors(visits: dict[str, Visit]) -> list[str]:
    """Links into the middle of a visited page that has nothing of that name."""
    return [
        f"{address} → {link}"
        for address, seen in visits.items()
        for link in seen.links
        for page, anchor in [urldefrag(link)]
        if anchor and page in visits and unquote(anchor) not in visits[page].anchors
    ]
