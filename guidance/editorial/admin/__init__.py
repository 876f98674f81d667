"""What every record has in the admin: its form, its review page, its history, and the page where two edits meet.

Beside the records stand the tables of links, of translations and of what changes of the law touch.
"""

from guidance.editorial.admin.law_checks import LawCheckAdmin
from guidance.editorial.admin.links import LinkAdmin
from guidance.editorial.admin.record import TAB_NAMES, RecordAdmin
from guidance.editorial.admin.translations import TranslationAdmin

__all__ = ["TAB_NAMES", "LawCheckAdmin", "LinkAdmin", "RecordAdmin", "TranslationAdmin"]
