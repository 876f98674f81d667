"""The handbook's table of contents, a section, an article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.articles.models import Article, Section
from guidance.editorial.shown import get_shown


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/index.html", {"sections": Section.objects.published().with_articles()})


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_shown(Section.objects.published(), slug=slug)
    return render(request, "articles/section.html", {"page": page})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_shown(Article.objects.published().with_section(), slug=slug)
    return render(request, "articles/article.html", {"page": page})
