"""What the editors' forms ask while someone writes, the draft an outside lawyer reads, and pages on another day."""

from dataclasses import asdict

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_safe

from guidance.editorial.inside_links import read_page
from guidance.editorial.models import LANGUAGES, ReviewLink
from guidance.editorial.picker import find
from guidance.editorial.preview import NoPageError, dated, draft_pages, marked
from guidance.editorial.today import as_of, read_day
from guidance.editorial.writing import TAB_NAMES, TAGS


@admin.site.admin_view
@require_GET
def citable(request: HttpRequest) -> JsonResponse:
    """The records that `q` describes. An editor who may see no kind of record gets none."""
    found = find(request, request.GET.get("q", "").strip(), on=timezone.localdate())
    return JsonResponse({"found": [asdict(record) for record in found]})


# Nobody else is to see, find or keep what the link shows, nor the link itself.
FOR_THEIR_EYES = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The draft that a link leads to, as readers would get it, saying that it is one; 404 when the link has ended."""
    link = ReviewLink.objects.find(token, now=timezone.now())
    try:
        page = draft_pages(link.draft)[translation.get_language()] if link else ""
    except NoPageError:
        page = ""
    if page:
        context = {"ways": ways(token), "expires_at": link.expires_at}
        response = HttpResponse(marked(page, render_to_string("editorial/draft_banner.html", context)))
    else:
        response = render(request, "editorial/link_ended.html", {"noindex": True}, status=404)
    for name, value in FOR_THEIR_EYES.items():
        response[name] = value
    return response


def ways(token: str) -> list[dict[str, str]]:
    """The link in each language."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            path = reverse("draft", args=[token])
        found.append({"path": path, "tag": TAGS[language], "name": TAB_NAMES[language]})
    return found


@admin.site.admin_view
@require_safe
def as_of_page(request: HttpRequest) -> HttpResponse:
    """The readers' page at `path` as of `day`, saying so; 404 where they have none."""
    day = read_day(request.GET.get("day", ""))
    with as_of(day):
        page = read_page(request.GET.get("path", "")) if day else None
    if not page:
        raise Http404
    return HttpResponse(dated(page, day))
