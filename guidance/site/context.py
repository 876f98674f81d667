"""What every page knows about its own address: the public one, and the same page in the other language."""

from django.conf import settings
from django.http import HttpRequest

from guidance.site.middleware import language_in

TAGS = {"zh-hans": "zh-Hans", "en": "en"}
OWN_NAMES = {"zh-hans": "中文", "en": "English"}


def path_in(language: str, path: str) -> str:
    """The same page's path in another language. `/` is the Chinese home."""
    if path == "/":
        return f"/{language}/"
    current = f"/{language_in(path)}/"
    rest = path[len(current) :] if path.startswith(current) else ""
    return f"/{language}/{rest}"


def part_of(path: str) -> str:
    """The main part of the site a page belongs to: /en/law/rates/ → law. Sections are part of the articles."""
    _root, _language, part, *_rest = [*path.split("/"), "", ""]
    return "articles" if part == "sections" else part


def asked(request: HttpRequest) -> str:
    """The query as it was asked, so that the language switch keeps the answers and the words."""
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


def page_address(request: HttpRequest) -> dict:
    """`language_tag`, `canonical`, the `part` of the site, and `alternates`: one entry for each language."""
    alternates = [
        {
            "code": code,
            "tag": TAGS[code],
            "name": OWN_NAMES[code],
            "path": path_in(code, request.path) + asked(request),
            "address": settings.SITE_ADDRESS + path_in(code, request.path),
            "is_current": code == language_in(request.path),
        }
        for code, _name in settings.LANGUAGES
    ]
    current = next(alternate for alternate in alternates if alternate["is_current"])
    return {
        "language_tag": current["tag"],
        "canonical": current["address"],
        "alternates": alternates,
        "part": part_of(request.path),
    }
