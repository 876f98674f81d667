"""Reads what a client says it has and understands: Accept-Encoding and If-None-Match (RFC 9110, 12.5.3 and 13.1.2)."""

import re
from functools import lru_cache

# In the order we would choose.
ENCODINGS = ("br", "gzip", "")
NAMES = {"br": "br", "gzip": "gzip", "": "identity"}
WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
ETAG = re.compile(r'(?:W/)?("[^"]*")')


@lru_cache(maxsize=512)
def accepted(header: str) -> tuple[str, ...]:
    """The encodings to send, the best first. Never empty: a client that refuses all gets the page as it is."""
    weights = {}
    for part in header.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weights["gzip" if name.strip() == "x-gzip" else name.strip()] = weight_in(parameter)
    others = weights.get("*", 0.0)
    # Unless it is refused, the page as it is may always be sent, though last.
    plain = weights.get("identity", 0.0 if weights.get("*") == 0 else 0.0001)
    wanted = {name: plain if name == "" else weights.get(NAMES[name], others) for name in ENCODINGS}
    chosen = sorted((name for name in ENCODINGS if wanted[name] > 0), key=lambda name: -wanted[name])
    return tuple(chosen) if "" in chosen else (*chosen, "")


def weight_in(parameter: str) -> float:
    """The q-value: 1 when none is given, 0 when it cannot be read."""
    name, _equals, value = parameter.partition("=")
    if not parameter.strip():
        return 1.0
    value = value.strip()
    return float(value) if name.strip() == "q" and WEIGHT.fullmatch(value) else 0.0


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether the client has these bytes already."""
    return if_none_match.strip() == "*" or etag in ETAG.findall(if_none_match)
