"""How long a password has to be, said in both languages."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnoughValidator(MinimumLengthValidator):
    """Django's rule in our words."""

    def get_error_message(self) -> str:
        message = ngettext(
            "This password is too short. It needs at least %d character.",
            "This password is too short. It needs at least %d characters.",
            self.min_length,
        )
        return message % self.min_length

    def get_help_text(self) -> str:
        message = ngettext(
            "At least %d character. A few plain words in a row are easy to remember and hard to guess.",
            "At least %d characters. A few plain words in a row are easy to remember and hard to guess.",
            self.min_length,
        )
        return message % self.min_length
