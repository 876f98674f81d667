"""The handbook's tree of pages: home, sections, articles."""

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    template = "section.html"
    summary = models.TextField(blank=True)


class SectionPage(Page):
    template = "section.html"
    summary = models.TextField(blank=True)


class ArticlePage(Page):
    template = "article.html"
    summary = models.TextField()
    key_points = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    contents = RichTextField(blank=True)
    body = RichTextField()
    checked_on = models.DateField()
    related = models.ManyToManyField("self", symmetrical=False, blank=True)
