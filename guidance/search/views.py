"""One box for everything: a page code, own words, or words to look for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guidance.rights.codes import find_by_code
from guidance.rights.models import SituationGroup
from guidance.rights.shelf import situations
from guidance.rights.understanding import matcher
from guidance.search import query
from guidance.search.forms import Search, read_search
from guidance.search.missed import record_miss
from guidance.search.segment import simplified
from guidance.search.storage import storage


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A page code opens its page. Anything else: the situations it sounds like, then what the texts hold."""
    asked = read_search(request.GET)
    pair = find_by_code(asked.words)
    if pair:
        return redirect(pair.get_absolute_url())
    context = {"search": asked, "q": asked.words, "noindex": True}
    if asked.kind:
        context |= one_kind(asked, request.LANGUAGE_CODE)
    elif asked.words:
        context |= everything(asked, request.LANGUAGE_CODE)
    if not context.get("matches") and not context.get("groups"):
        context["situation_groups"] = SituationGroup.objects.published().with_situations()
    return render(request, "search/search.html", context)


def everything(asked: Search, language: str) -> dict:
    """What the words sound like, and some results of every kind."""
    matching = matcher().match(simplified(asked.words))
    known = situations()
    matches = [(known[match.situation], match) for match in matching.found if match.situation in known]
    with storage().steady():
        found = query.find(asked.words, language, loosely=bool(matches))
        groups = query.groups(found, language)
    if not found.kinds and not matches:
        record_miss(asked.words, language)
    return {"matching": matching, "matches": matches, "found": found, "groups": groups}


def one_kind(asked: Search, language: str) -> dict:
    """One page of the results of one kind, and how to reach the pages beside it."""
    with storage().steady():
        found = query.find(asked.words, language)
        group = query.page_of(found, asked.kind, asked.page, language)
    return {
        "found": found,
        "groups": [group] if group.hits else [],
        "previous": asked.address(asked.page - 1) if asked.page > 1 else "",
        "next": asked.address(asked.page + 1) if asked.page * query.ON_A_PAGE < group.count else "",
    }
