from django.contrib import admin
from unfold.admin import ModelAdmin

from guidance.editorial.admin import RecordAdmin
from guidance.law.models import Cap, Instrument, LenderType, Provision, Rate


@admin.register(LenderType)
class LenderTypeAdmin(RecordAdmin):
    list_display = ("name", "slug", "order", "status")
    search_fields = ("slug", "name_zh_hans", "name_en")
    main = ("code", "order")


@admin.register(Instrument)
class InstrumentAdmin(RecordAdmin):
    list_display = ("title", "kind", "in_force_from", "in_force_until", "status")
    search_fields = ("slug", "title_zh_hans", "title_en", "short_title_zh_hans", "short_title_en", "document_no")
    list_filter = ("kind", "status")
    main = ("kind", "document_no", "in_force_from", "in_force_until", "official_url")


@admin.register(Provision)
class ProvisionAdmin(RecordAdmin):
    list_display = ("title", "instrument", "article", "in_force_from", "checked_on", "confidence", "status")
    search_fields = (
        "slug",
        "title_zh_hans",
        "title_en",
        "article_zh_hans",
        "article_en",
        "instrument__short_title_zh_hans",
        "instrument__short_title_en",
    )
    list_filter = ("confidence", "effect", "status", "instrument")
    list_select_related = ("instrument",)
    autocomplete_fields = ("instrument",)
    filter_horizontal = ("lenders",)
    main = ("instrument", "order", "effect", "in_force_from", "in_force_until", "lenders")


@admin.register(Rate)
class RateAdmin(ModelAdmin):
    list_display = ("starts_on", "percent")
    date_hierarchy = "starts_on"


@admin.register(Cap)
class CapAdmin(RecordAdmin):
    list_display = ("title", "percent", "lpr_multiple", "in_force_from", "in_force_until", "status")
    search_fields = ("slug", "title_zh_hans", "title_en")
    filter_horizontal = ("lenders",)
    autocomplete_fields = ("provisions",)
    main = (
        "order",
        "lenders",
        "percent",
        "lpr_multiple",
        "binding",
        "in_force_from",
        "in_force_until",
        "provisions",
    )
