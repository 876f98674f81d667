"""A page as it is stored and sent: its headers, and its bytes in each encoding."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import brotli

Headers = list[tuple[str, str]]

# What a file's name ends with, by the encoding of its content. "" is the page as it was written.
SUFFIXES = {"": "", "gzip": ".gz", "br": ".br"}
# Costs 0.7 ms for a page and saves an eighth over gzip; the best quality takes forty times as long.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Browsers ask each time, and get 304; a cache on the way may be a minute behind, and a day when this site is down.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-if-error=86400"
# Belong to one answer, or are written anew for each encoding.
OWN = {"content-length", "content-encoding", "etag", "vary", "connection", "date", "last-modified"}
NEVER_KEPT = ("no-store", "no-cache", "private", "max-age=0")
IN_304 = {"cache-control", "content-language", "etag", "vary"}


def may_be_kept(status: str, headers: Headers) -> bool:
    """Whether an answer is the same for every reader: a 200 that sets no cookie, and allows to be kept."""
    if not status.startswith("200 "):
        return False
    for name, value in headers:
        lower = name.lower()
        if lower in {"set-cookie", "content-encoding", "www-authenticate"}:
            return False
        if lower == "cache-control" and any(word in value.lower() for word in NEVER_KEPT):
            return False
        if lower == "vary" and {word.strip().lower() for word in value.split(",")} - {"accept-encoding", ""}:
            return False
    return True


def digest(body: bytes) -> str:
    """A strong ETag for these bytes."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


@lru_cache(maxsize=512)
def shared(name: str, value: str) -> tuple[str, str]:
    """A header that most pages have, once for all that are kept in memory."""
    return name, value


@dataclass(frozen=True, slots=True)
class Variant:
    """A page in one encoding, ready to be sent."""

    headers: Headers
    headers_unchanged: Headers
    etag: str
    body: bytes

    @classmethod
    def of(cls, headers: Iterable[tuple[str, str]], encoding: str, body: bytes, etag: str) -> "Variant":
        """`headers` are those of the page, without what belongs to one encoding."""
        own = [shared(name, value) for name, value in headers]
        own += [shared("Content-Encoding", encoding)] if encoding else []
        own += [shared("Vary", "Accept-Encoding"), ("ETag", etag), ("Content-Length", str(len(body)))]
        unchanged = [(name, value) for name, value in own if name.lower() in IN_304]
        return cls(own, unchanged, etag, body)

    @property
    def page_headers(self) -> Headers:
        """Those that are the same in every encoding."""
        return [(name, value) for name, value in self.headers if name.lower() not in OWN]

    @classmethod
    def checked(cls, headers: Iterable[tuple[str, str]], encoding: str, body: bytes, etag: str) -> "Variant":
        """Raises ValueError unless the bytes are those the ETag was made from."""
        if digest(body) != etag:
            raise ValueError("not the bytes that were stored")
        return cls.of(headers, encoding, body, etag)


@dataclass(frozen=True)
class Page:
    """What Django answered, compressed."""

    headers: Headers
    bodies: dict[str, bytes]
    etags: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made_of(cls, headers: Headers, body: bytes) -> "Page":
        kept = [(name, value) for name, value in headers if name.lower() not in OWN]
        if not any(name.lower() == "cache-control" for name, _value in kept):
            kept.append(("Cache-Control", CACHE_CONTROL))
        bodies = {
            "": body,
            "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
            "br": brotli.compress(body, quality=BROTLI_QUALITY),
        }
        return cls(kept, bodies, {encoding: digest(content) for encoding, content in bodies.items()})

    def variant(self, encodings: tuple[str, ...]) -> Variant:
        encoding = next(name for name in encodings if name in self.bodies)
        return Variant.of(self.headers, encoding, self.bodies[encoding], self.etags[encoding])
