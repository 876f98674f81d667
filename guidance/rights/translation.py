"""Which fields are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from guidance.rights.models import Answer, Situation, SituationGroup, WordList

GUIDANCE = ("say", "now", "today", "week", "evidence", "grounds", "channels", "avoid", "body", "body_html")


@register(SituationGroup)
class SituationGroupTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = {"zh-hans": ("title",)}


@register(Situation)
class SituationTranslation(TranslationOptions):
    fields = ("title", "question", "answer", "safety", *GUIDANCE)
    required_languages = {"zh-hans": ("title", "question", "answer", "now", "grounds", "channels", "body")}


@register(Answer)
class AnswerTranslation(TranslationOptions):
    fields = ("answer", *GUIDANCE)
    required_languages = {"zh-hans": ("answer",)}


@register(WordList)
class WordListTranslation(TranslationOptions):
    fields = ("phrases",)
    required_languages = {"zh-hans": ("phrases",)}
