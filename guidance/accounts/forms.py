"""The form in which a code is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from guidance.accounts.second_step import Answer


class CodeForm(forms.Form):
    """A code, and what to say if it was not accepted."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=UnfoldAdminTextInputWidget(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "characters", "size": 24}
        ),
    )

    def refuse(self, answer: Answer) -> None:
        """Says why a code was not accepted. The typed code is not shown again."""
        if answer.wait:
            message = _("Too many wrong codes. Wait %(seconds)s seconds, then type the code the app shows then.")
            self.add_error("code", forms.ValidationError(message, params={"seconds": answer.wait}))
        else:
            message = _("This code is not right, or was used before. Type the next one the app shows.")
            self.add_error("code", message)
        self.data = self.data.copy()
        self.data["code"] = ""
