"""The two forms readers fill in, and what guards them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guidance.feedback.fields import OfficeNumberField, WordsField
from guidance.feedback.guard import is_sealed, make_seal
from guidance.feedback.models import LONGEST_NOTE, LONGEST_WORDS, Remark, Request
from guidance.feedback.reported import Reported, find_page


class GuardedForm(forms.ModelForm):
    """A form with this site's seal and a trap: a field no person sees, which programs fill in."""

    page = forms.Field(required=False)
    seal = forms.CharField(required=False)
    website = forms.CharField(required=False)

    def clean_seal(self) -> None:
        if not is_sealed(self.cleaned_data["seal"]):
            raise ValidationError(_("The form was open for more than a day. Nothing is lost: please send it again."))

    def clean_website(self) -> None:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the field “website” empty and send it again."))

    def clean(self) -> None:
        """Without Django's question to the database whether its constraints hold: these forms say it in plain words."""

    @cached_property
    def reported(self) -> Reported | None:
        """The page it speaks of, if that is one of ours."""
        return find_page(self["page"].value() or "")

    @property
    def has_unknown_page(self) -> bool:
        return bool(self["page"].value()) and self.reported is None

    @property
    def new_seal(self) -> str:
        return make_seal()


class RemarkForm(GuardedForm):
    """All of it may be left out, but not everything at once. An unknown page makes it a general remark."""

    useful = forms.TypedChoiceField(
        choices=[
            ("yes", pgettext_lazy("useful", "Yes")),
            ("no", pgettext_lazy("useful", "No")),
            ("", _("I would rather not say")),
        ],
        coerce=lambda choice: choice == "yes",
        empty_value=None,
        required=False,
    )
    note = WordsField(longest=LONGEST_NOTE, required=False)

    class Meta:
        model = Remark
        fields = ("useful", "reason", "note")

    def clean_page(self) -> str:
        return self.reported.path if self.reported else ""

    def clean(self) -> None:
        values = self.cleaned_data
        if values.get("useful"):
            values["reason"] = ""  # the reasons are asked of those who answer no
        if not self.errors and values["useful"] is None and not values["reason"] and not values["note"]:
            raise ValidationError(_("Please choose an answer or write a note."))

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """In the order to offer them: on a channel's page first that its number does not answer."""
        reasons = list(Remark.Reason.choices)
        return [reasons[-1], *reasons[:-1]] if self.reported and self.reported.is_channel else reasons


class RequestForm(GuardedForm):
    """What is wrong must be said; the page may be left out, but if one is named it must be ours."""

    kind = forms.ChoiceField(
        choices=[
            (Request.Kind.CORRECTION, _("Something is wrong and should be corrected")),
            (Request.Kind.REMOVAL, _("Something about me or us should be removed")),
        ]
    )
    wrong = WordsField(
        longest=LONGEST_WORDS, error_messages={"required": _("Please say what is wrong or what should go.")}
    )
    right = WordsField(longest=LONGEST_WORDS, required=False)
    phone = OfficeNumberField(required=False)

    class Meta:
        model = Request
        fields = ("kind", "wrong", "right", "phone")

    def clean_page(self) -> str:
        if self.has_unknown_page:
            raise ValidationError(
                _("There is no such page here. Copy its address, or leave this empty and say below which page it is.")
            )
        return self.reported.path if self.reported else ""
