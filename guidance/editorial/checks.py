"""Checks a record before it is published, and says what is wrong with it, line by line."""

import datetime
from collections.abc import Iterable, Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from guidance.content import markdown, markup, readability
from guidance.content.markup import Flaw
from guidance.editorial import citations, inside_links, phones
from guidance.editorial.field_texts import FieldText, texts_of, written_names
from guidance.editorial.links import links_of
from guidance.editorial.models import LANGUAGES, SOURCE_LANGUAGE, Publishable
from guidance.editorial.models.link import Link
from guidance.editorial.problems import Problem

FLAWS = {
    Flaw.UNCLOSED_FENCE: gettext_lazy("Nothing closes the code that begins here."),
    Flaw.TYPED_TAG: gettext_lazy("HTML is not understood: readers would see “%(words)s” as it is typed."),
    Flaw.LOST_LINK: gettext_lazy("The link to “%(words)s” would be dropped: write /path/ or https://…"),
    Flaw.LOST_IMAGE: gettext_lazy("The image “%(words)s” would be dropped: images come from this site's own folders."),
    Flaw.TOO_DEEP: gettext_lazy("Lists or quotations are nested too deep to be shown."),
}
TOO_LONG = {
    "zh-hans": gettext_lazy(
        "The mean sentence has %(mean).1f characters, more than %(most)d. The longest, here, has %(longest)d."
    ),
    "en": gettext_lazy(
        "The mean sentence has %(mean).1f words, more than %(most)d. The longest, here, has %(longest)d."
    ),
}


def find_problems(record: Publishable, *, on: datetime.date, one_language: bool = False) -> list[Problem]:
    """Everything that speaks against publishing a record on a day, what blocks first, then by field and line.

    The record may be unsaved: its words are read from the instance. `one_language` says that its author means it to
    stand in Chinese alone for now.
    """
    texts = texts_of(record)
    written = [words for words in texts if words.text]
    problems = [
        *missing_words(record, one_language=one_language),
        *(problem for words in written for problem in markup_problems(words)),
        *citation_problems(record, written, on),
        *link_problems(record),
        *(problem for words in written for problem in readability_problems(words)),
        *phone_problems(record, written),
        *record.own_problems(on),
    ]
    order = [field.name for field in record._meta.fields]
    return sorted(dict.fromkeys(problems), key=lambda each: (not each.blocking, order.index(each.field), each.line))


def missing_words(record: Publishable, *, one_language: bool) -> Iterator[Problem]:
    """Chinese that every record of this kind needs, and what is not written in every language."""
    required = translator.get_options_for_model(type(record)).required_languages.get(SOURCE_LANGUAGE, ())
    for name in written_names(type(record)):
        source = build_localized_fieldname(name, SOURCE_LANGUAGE)
        if not getattr(record, source):
            if name in required:
                yield Problem(source, 0, _("The Chinese text is missing."), blocking=True)
            continue
        for language in [] if one_language else LANGUAGES:
            field = build_localized_fieldname(name, language)
            if not getattr(record, field):
                message = _("This is not translated yet. Translate it, or say that one language is meant for now.")
                yield Problem(field, 0, message, blocking=True, is_untranslated=True)


def markup_problems(words: FieldText) -> Iterator[Problem]:
    """What would not come out as it was meant. In texts without Markdown that is HTML alone, and citations."""
    for fault in markup.faults(words.text) if words.is_markdown else markup.typed_tags(words.text):
        yield Problem(words.field, fault.line, FLAWS[fault.flaw] % {"words": fault.words}, blocking=True)
    if not words.is_markdown:
        for citation in markdown.citations(words.text):
            message = _("[[%(kind)s:%(slug)s]] is not understood in this field: readers would see it as it is typed.")
            yield Problem(words.field, citation.line, message % named(citation), blocking=True)


def citation_problems(record: Publishable, texts: Iterable[FieldText], on: datetime.date) -> Iterator[Problem]:
    """Citations that lead to no record, to one readers may not see, or to what does not hold on the day."""
    found: dict[tuple[str, str], Publishable | None] = {}
    for words in texts:
        for citation in record.citations_in(words):
            key = (citation.kind, citation.slug)
            if key not in found:
                found[key] = citations.find_row(*key)
            message = complaint_about(found[key], on)
            if message:
                blocking = found[key] is None
                yield Problem(words.field, citation.line, message % named(citation), blocking=blocking)


def complaint_about(cited: Publishable | None, on: datetime.date) -> str:
    """What is wrong with citing this row, or ""."""
    if cited is None:
        return _("[[%(kind)s:%(slug)s]] names no record.")
    if not cited.is_published:
        return _("[[%(kind)s:%(slug)s]] is not published: readers get its name without a link.")
    if not cited.holds(on):
        return _("[[%(kind)s:%(slug)s]] is not in force on this day.")
    return ""


def named(citation: markdown.Citation) -> dict[str, str]:
    return {"kind": citation.kind, "slug": citation.slug}


def link_problems(record: Publishable) -> Iterator[Problem]:
    """Links that lead nowhere: on this site as it is now, on others as they were last checked."""
    links = links_of(record)
    broken = Link.objects.outside().broken().in_bulk([link.address for link in links], field_name="address")
    for link in links:
        if link.address in broken:
            message = _("“%(address)s” was broken when it was last checked, on %(day)s.")
            values = {"address": link.address, "day": localdate(broken[link.address].checked_at)}
            yield Problem(link.field, link.line, message % values)
        elif not inside_links.leads_somewhere(record, link):
            message = _("“%(address)s” leads nowhere on this site.") % {"address": link.address}
            yield Problem(link.field, link.line, message)


def readability_problems(words: FieldText) -> Iterator[Problem]:
    """A text whose mean sentence is too long, at the line of its longest one."""
    if not words.is_markdown:
        return
    mean, most = readability.mean_sentence(words.text, words.language), readability.LONGEST_MEAN[words.language]
    if mean > most:
        longest = max(readability.sentences(words.text, words.language), key=lambda sentence: sentence.length)
        values = {"mean": mean, "most": most, "longest": longest.length}
        yield Problem(words.field, longest.line, TOO_LONG[words.language] % values)


def phone_problems(record: Publishable, texts: Iterable[FieldText]) -> Iterator[Problem]:
    """Numbers to dial that no published channel vouches for."""
    known = phones.known_numbers(record)
    for words in texts:
        for number, line in phones.numbers_in(words.text):
            if phones.digits(number) not in known:
                message = _("No published channel has the telephone number %(number)s.") % {"number": number}
                yield Problem(words.field, line, message)
