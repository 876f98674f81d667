"""Which fields are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from guidance.feedback.models import Request


@register(Request)
class RequestTranslation(TranslationOptions):
    fields = ("answer",)
    # An answer in one language is better than none in the other.
    fallback_languages = {"default": ("zh-hans", "en")}
    required_languages = ()
