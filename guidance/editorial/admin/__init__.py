"""What every record has in the admin: its form, its review page, its history, and the page where two edits meet."""

from guidance.editorial.admin.links import LinkAdmin
from guidance.editorial.admin.record import TAB_NAMES, RecordAdmin

__all__ = ["TAB_NAMES", "LinkAdmin", "RecordAdmin"]
