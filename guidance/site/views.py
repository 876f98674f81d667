"""Home, about, and the answers for machines: robots.txt and health."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.shown import get_shown
from guidance.rights.models import SituationGroup


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who this is for, what is happening to you, and the five sections."""
    context = {
        "sections": Section.objects.published(),
        "groups": SituationGroup.objects.published().with_situations(),
        "first_steps": Article.objects.published().filter(slug="first-24-hours").first(),
    }
    return render(request, "site/home.html", context)


@require_safe
def site_page(request: HttpRequest, slug: str, template: str = "site/page.html") -> HttpResponse:
    """A page about the site itself or beside the lookup, whose words an editor keeps."""
    page = get_shown(SitePage.objects.published(), slug=slug)
    return render(request, template, {"page": page})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    page = get_shown(SitePage.objects.published(), slug="about")
    return render(request, "site/about.html", {"page": page, "contact": settings.CORRECTIONS_CONTACT})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for browsers that ask for it where it used to be."""
    return redirect(static("icon.svg"))


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and holds something to read, 503 with the reason when not."""
    try:
        articles = Article.objects.published().count()
    except DatabaseError:
        return JsonResponse({"status": "error", "reason": "the database does not answer"}, status=503)
    if not articles:
        return JsonResponse({"status": "error", "reason": "no content is loaded"}, status=503)
    return JsonResponse({"status": "ok", "articles": articles})
