"""Reads a search's address, which anyone may have typed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from guidance.rights.text import LONGEST
from guidance.search.models import Kind

# More than any kind can have results looked at.
LAST_PAGE = 200


@dataclass(frozen=True)
class Search:
    """The words, the one kind of results wanted, if only one is, and which page of them, from 1."""

    words: str
    kind: Kind | None = None
    page: int = 1

    def address(self, page: int) -> str:
        """The query part of another page's address."""
        return "?" + urlencode({"q": self.words, "kind": self.kind or "", "page": page})


def read_search(query: QueryDict) -> Search:
    """`q`, `kind` and `page`; what is none of ours is left out."""
    words = query.get("q", "")[:LONGEST].encode("utf-8", "ignore").decode().replace("\0", " ").strip()
    kind, page = query.get("kind", ""), query.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return Search(
        words=words,
        kind=Kind(kind) if words and kind in Kind.values else None,
        page=min(max(number, 1), LAST_PAGE),
    )
