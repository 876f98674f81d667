"""What a check before publishing found, and what the one who publishes answers for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that speaks against publishing a record.

    `field` names the field with its language, `body_en`; `line` counts from 1 within it, 0 where there is no line to
    name. What is `blocking` must be mended; the rest may be published with a note. What `is_untranslated` blocks until
    it is translated, or one language is meant for now.
    """

    field: str
    line: int
    message: str
    blocking: bool = False
    is_untranslated: bool = False


@dataclass(frozen=True)
class Waiver:
    """What the person who publishes answers for: one language for now; warnings, with the reason (`despite`).

    `unattended` says that nobody is there to be asked: then warnings are no obstacle.
    """

    one_language: bool = False
    despite: str = ""
    unattended: bool = False


NO_WAIVER = Waiver()
