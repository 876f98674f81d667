"""Home, about, and the answers for machines: robots.txt and health."""

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.shown import get_shown
from guidance.pages.watching import watcher, words_for
from guidance.rights.models import SituationGroup
from guidance.site.sitemaps import SITEMAPS, parts


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who this is for, what is happening to you, and the five sections."""
    context = {
        "sections": Section.objects.published(),
        "groups": SituationGroup.objects.published().with_situations(),
        "first_steps": Article.objects.published().titles().filter(slug="first-24-hours").first(),
    }
    return render(request, "site/home.html", context)


@require_safe
def site_page(request: HttpRequest, slug: str, template: str = "site/page.html") -> HttpResponse:
    """A page about the site itself or beside the lookup, whose words an editor keeps."""
    page = get_shown(SitePage.objects.published().for_reading(), slug=slug)
    return render(request, template, {"page": page})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    page = get_shown(SitePage.objects.published().for_reading(), slug="about")
    return render(request, "site/about.html", {"page": page, "contact": settings.CORRECTIONS_CONTACT})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap's parts."""
    context = {"addresses": [settings.SITE_ADDRESS + path for path in parts()]}
    return render(request, "site/sitemap_index.xml", context, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Some pages of one kind, with their alternates."""
    listed = SITEMAPS[name]() if name in SITEMAPS else None
    if listed is None or not 1 <= number <= listed.paginator.num_pages:
        raise Http404
    return render(request, "sitemap.xml", {"urlset": listed.get_urls(number)}, content_type="application/xml")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for browsers that ask for it where it used to be."""
    return redirect(static("icon.svg"))


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and holds something to read, 503 with the reason when not.

    It also says when pages cannot be stored, which readers do not notice. What the watcher knows is said at once.
    """
    try:
        fault = watcher().database_fault
        articles = 0 if fault else Article.objects.published().count()
    except (DatabaseError, InterfaceError) as error:
        fault = words_for(error)
    if fault:
        return JsonResponse({"status": "error", "reason": fault}, status=503)
    if not articles:
        return JsonResponse({"status": "error", "reason": "no content is loaded"}, status=503)
    fault = watcher().store_fault
    storing = {"pages": f"not stored: {fault}"} if fault else {}
    return JsonResponse({"status": "ok", "articles": articles, **storing})
