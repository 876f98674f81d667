from django.contrib import admin

from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.admin import RecordAdmin


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    list_display = ("title", "slug", "order", "status")
    search_fields = ("slug", "title_zh_hans", "title_en")
    main = ("order",)


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    list_display = ("title", "section", "order", "checked_on", "status")
    search_fields = ("slug", "title_zh_hans", "title_en")
    list_filter = ("section", "status")
    list_select_related = ("section",)
    autocomplete_fields = ("related",)
    main = ("section", "order", "related")


@admin.register(SitePage)
class SitePageAdmin(RecordAdmin):
    list_display = ("title", "slug", "checked_on", "status")
    search_fields = ("slug", "title_zh_hans", "title_en")
    main = ("checked_on",)
