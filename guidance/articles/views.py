"""The handbook's table of contents, a section, an article."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.articles.models import Article, Section
from guidance.editorial.shown import get_shown

# More than any section has, and a number every database can count to.
MOST_PAGES = 1_000_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/index.html", {"sections": Section.objects.published()})


@require_safe
def section(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """A section's articles. Its first page has one address only: the section's own."""
    page = get_shown(Section.objects.published(), slug=slug)
    listed = page.list_of_articles(number) if 0 < number < MOST_PAGES else None
    if listed is None or (number > 1 and not listed.articles) or request.path.endswith("/1/"):
        raise Http404
    return render(request, "articles/section.html", {"page": page, "listed": listed})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_shown(Article.objects.published().with_section().for_reading(), slug=slug)
    return render(request, "articles/article.html", {"page": page})
