"""Which fields are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from guidance.articles.models import Article, Section, SitePage


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "summary")
    required_languages = {"zh-hans": ("title", "summary")}


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "summary", "key_points", "body", "body_html", "contents_html")
    required_languages = {"zh-hans": ("title", "summary", "key_points", "body")}


@register(SitePage)
class SitePageTranslation(TranslationOptions):
    fields = ("title", "summary", "body", "body_html", "contents_html")
    required_languages = {"zh-hans": ("title", "summary", "body")}
