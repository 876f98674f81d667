"""Form fields for words that readers type."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Offices: emergency and five-digit lines (12378, 95588, 96xxx), 400 and 800 numbers, and landlines with their area
# code. A mobile number, with or without a 0 before it, is a person's.
OFFICE_NUMBER = re.compile(
    r"110|119|120|122|1[02]\d{3}|9[56]\d{3,4}|[48]00\d{7}|(?:010|02\d|0[3-9]\d{2})[2-8]\d{6,7}", re.ASCII
)


class WordsField(forms.CharField):
    """Several lines. Control characters and halves of characters, which no database takes, are left out."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs) -> None:
        self.longest = longest
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(
            letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                gettext("That is %(number)d characters; at most %(most)d can be sent. Nothing you typed is lost.")
                % {"number": len(value), "most": self.longest}
            )


class OfficeNumberField(forms.CharField):
    """A telephone number of an office, kept as digits. Refuses a person's."""

    def to_python(self, value: object) -> str:
        plain = unicodedata.normalize("NFKC", super().to_python(value))
        digits = re.sub(r"[\s\-–—()]", "", plain)
        if digits and not OFFICE_NUMBER.fullmatch(digits):
            raise ValidationError(_("Only an office's number can be sent: a short line, 400, 800, or with area code."))
        return digits
