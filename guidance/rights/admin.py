from django.contrib import admin

from guidance.editorial.admin import RecordAdmin
from guidance.rights.models import Answer, Situation, SituationGroup, WordList


@admin.register(SituationGroup)
class SituationGroupAdmin(RecordAdmin):
    list_display = ("title", "slug", "order", "status")
    search_fields = ("slug", "title_zh_hans", "title_en")
    main = ("order",)


@admin.register(Situation)
class SituationAdmin(RecordAdmin):
    list_display = ("title", "code", "group", "verdict", "danger", "checked_on", "status")
    search_fields = ("slug", "code", "title_zh_hans", "title_en", "question_zh_hans", "question_en")
    list_filter = ("group", "verdict", "status")
    list_select_related = ("group",)
    autocomplete_fields = ("related",)
    main = ("group", "code", "verdict", "danger", "related")


@admin.register(Answer)
class AnswerAdmin(RecordAdmin):
    list_display = ("slug", "situation", "lender", "verdict", "checked_on", "status")
    search_fields = ("slug",)
    list_filter = ("lender", "status")
    list_select_related = ("situation", "lender")
    main = ("situation", "lender", "verdict")


@admin.register(WordList)
class WordListAdmin(RecordAdmin):
    list_display = ("slug", "situation", "status")
    list_select_related = ("situation",)
    search_fields = ("slug",)
    main = ("situation",)
