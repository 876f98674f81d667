from django.contrib import admin

from guidance.agencies.models import Agency
from guidance.editorial.admin import RecordAdmin


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    list_display = ("name", "order", "checked_on", "confidence", "status")
    search_fields = ("slug", "name_zh_hans", "name_en", "short_name_zh_hans", "short_name_en", "phones")
    list_filter = ("confidence", "status", "lenders")
    filter_horizontal = ("lenders",)
    main = ("order", "phones", "url", "lenders")
