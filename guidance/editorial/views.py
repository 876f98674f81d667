"""The draft an outside lawyer reads, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from guidance.editorial.changes import OWN_NAMES, TAGS
from guidance.editorial.models import LANGUAGES, ReviewLink
from guidance.editorial.preview import NoPageError, draft_pages, marked

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
        found.append({"path": path, "tag": TAGS[language], "name": OWN_NAMES[language]})
    return found
