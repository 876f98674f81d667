"""What a check before publishing found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that speaks against publishing a record.

    `field` names the field with its language, `body_en`; `line` counts from 1 within it, 0 where there is no line to
    name. What is `blocking` must be mended; the rest may be published with a note.
    """

    field: str
    line: int
    message: str
    blocking: bool = False
