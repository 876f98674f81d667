"""What a picture shows is said in both languages, always."""

from modeltranslation.translator import TranslationOptions, register

from guidance.images.models import Image


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt",)
    required_languages = ("zh-hans", "en")
