"""Which fields are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from guidance.law.models import Cap, Instrument, LenderType, Provision


@register(LenderType)
class LenderTypeTranslation(TranslationOptions):
    fields = ("name", "body", "body_html")
    required_languages = {"zh-hans": ("name", "body")}


@register(Instrument)
class InstrumentTranslation(TranslationOptions):
    fields = ("title", "short_title", "issuer")
    required_languages = {"zh-hans": ("title", "short_title", "issuer")}


@register(Provision)
class ProvisionTranslation(TranslationOptions):
    fields = ("title", "article", "replaces", "body", "body_html", "consequence", "caution")
    required_languages = {"zh-hans": ("title", "body")}


@register(Cap)
class CapTranslation(TranslationOptions):
    fields = ("title", "nature", "body", "body_html")
    required_languages = {"zh-hans": ("title", "nature", "body")}
