"""Which fields are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from guidance.agencies.models import Agency


@register(Agency)
class AgencyTranslation(TranslationOptions):
    fields = (
        "name",
        "short_name",
        "phone_note",
        "hours",
        "response_time",
        "prepare",
        "cannot",
        "body",
        "body_html",
    )
    required_languages = {"zh-hans": ("name", "short_name", "body")}
