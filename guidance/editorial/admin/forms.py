"""The form of a record, which shows the draft's words if there is a draft, and the small forms of each act."""

import secrets
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from guidance.editorial.desk import Desk, Opened, open_desk
from guidance.editorial.models import Checked, Publishable
from guidance.editorial.problems import Problem, Waiver
from guidance.editorial.review import sources_of
from guidance.editorial.snapshot import Words, find_related, keys_of, put_words, words_of, written_fields

NOTE_LENGTH = 300


class NoteField(forms.CharField):
    """A sentence that stays in the history."""

    def __init__(self, **kwargs) -> None:
        kwargs = {"max_length": NOTE_LENGTH, "required": False, "widget": UnfoldAdminTextInputWidget, **kwargs}
        super().__init__(**kwargs)


class RecordForm(forms.ModelForm):
    """A record's words as an editor goes on with them. The hidden fields say which words that were."""

    opened_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened_over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kept_as = forms.CharField(required=False, widget=forms.HiddenInput)
    note = NoteField(label=_("What did you change, and why?"))
    is_minor = forms.BooleanField(
        label=_("Minor edit"),
        required=False,
        widget=UnfoldBooleanWidget,
        help_text=_("The sense is the same, so the translation is still true."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: dict | None = None,
        *,
        instance: Publishable | None = None,
        initial: dict | None = None,
        **kwargs,
    ) -> None:
        self.desk = open_desk(instance) if instance and instance.pk else None
        shown = {"kept_as": secrets.token_hex(8)}
        if self.desk:
            put_words(instance, self.desk.newest.words)
            shown |= {"opened_on": self.desk.opened.on, "opened_over": self.desk.opened.over}
            shown |= related_rows(self.desk)
        super().__init__(data, files, instance=instance, initial={**shown, **(initial or {})}, **kwargs)

    @property
    def opened(self) -> Opened:
        """Which words the editor had before them. 0 when that is not known, which is taken for a collision."""
        return Opened(self.cleaned_data["opened_on"] or 0, self.cleaned_data["opened_over"] or 0)

    def words(self) -> Words:
        """What was typed, with what the form does not show as it was."""
        relations = {
            field.name: keys_of(self.cleaned_data[field.name])
            if field.name in self.cleaned_data
            else self.desk.newest.words.get(field.name, [])
            for field in written_fields(type(self.instance))
            if field.many_to_many
        }
        return words_of(self.instance, relations)


def related_rows(desk: Desk) -> dict[str, models.QuerySet]:
    """The records that the many-to-many fields of an editor's words name."""
    many = [field for field in written_fields(type(desk.record)) if field.many_to_many]
    return {field.name: find_related(field, desk.newest.words.get(field.name, [])) for field in many}


def posted(model: type[models.Model], words: Words) -> dict[str, list[str]]:
    """Words as a browser would send them back from the form: relations by number."""
    values = {}
    for field in written_fields(model):
        word = words.get(field.name, "")
        if field.is_relation:
            keys = [word] if isinstance(word, str) else word
            values[field.name] = [str(row.pk) for row in find_related(field, [key for key in keys if key])]
        else:
            values[field.name] = [word]
    return values


class ActForm(forms.Form):
    """What an editor says with an act on one record. `problems` are what speaks against publishing its draft."""

    def __init__(self, *args, record: Publishable, problems: Sequence[Problem] = (), **kwargs) -> None:
        self.record, self.problems = record, problems
        super().__init__(*args, **kwargs)


class NoteForm(ActForm):
    note = NoteField(label=_("Note for the history"))


class PublishForm(ActForm):
    """Asks for what the one who publishes has to answer for, and only where there is something to answer for."""

    note = NoteField(label=_("Note for the history"))
    one_language = forms.BooleanField(
        label=_("One language for now"),
        required=False,
        widget=UnfoldBooleanWidget,
        help_text=_("Readers of the other language get the Chinese text, and are told so."),
    )
    all_the_same = forms.BooleanField(
        label=_("Publish all the same, in spite of the warnings"), required=False, widget=UnfoldBooleanWidget
    )
    despite = NoteField(label=_("because"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not any(problem.is_untranslated for problem in self.problems) and not self.was_asked("one_language"):
            del self.fields["one_language"]
        if all(problem.blocking for problem in self.problems) and not self.was_asked("despite"):
            del self.fields["all_the_same"], self.fields["despite"]

    def was_asked(self, name: str) -> bool:
        """Whether the form that was sent had this field: another day than today may have had more to answer for."""
        return self.is_bound and self.add_prefix(name) in self.data

    def clean(self) -> dict:
        """The waiver in place of the fields it is made of. Tick and reason go together."""
        cleaned = super().clean()
        is_ticked, despite = cleaned.pop("all_the_same", False), cleaned.pop("despite", "")
        if is_ticked and not despite:
            self.add_error("despite", _("Say why."))
        if despite and not is_ticked:
            self.add_error("all_the_same", _("Tick this too if you mean it."))
        waiver = Waiver(one_language=cleaned.pop("one_language", False), despite=despite)
        return {**cleaned, "waiver": waiver}


class UrgentForm(PublishForm):
    note = NoteField(label=_("Reason"), required=True)


class ScheduleForm(PublishForm):
    publish_at = forms.DateTimeField(
        label=_("From when on (China time)"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    field_order = ("publish_at",)


class WithdrawForm(ActForm):
    note = NoteField(label=_("Reason"), required=True)
    instead = forms.CharField(
        label=_("Where readers should go instead"),
        required=False,
        max_length=400,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Paste the address of a page of this site, or leave it empty."),
    )

    def clean_instead(self) -> str:
        """The path below the language. Raises ValidationError unless a page of this site can stand there."""
        typed = self.cleaned_data["instead"].strip().removeprefix(settings.SITE_ADDRESS).lstrip("/")
        for language, _name in settings.LANGUAGES:
            typed = typed.removeprefix(f"{language}/")
        path = f"{typed.strip('/')}/" if typed else ""
        try:
            resolve(f"/{get_language()}/{path}")
        except Resolver404:
            raise ValidationError(gettext("There is no such page on this site.")) from None
        return path


class UnchangedForm(ActForm):
    """Which source of a record was read again: one of its own, or one that is typed."""

    source = forms.ChoiceField(
        label=_("Source that you have read again"), required=False, widget=UnfoldAdminSelectWidget
    )
    other = NoteField(label=_("Or another source"))
    against = forms.ChoiceField(
        label=_("It was"),
        choices=Checked.Against.choices,
        widget=UnfoldAdminSelectWidget,
        initial=Checked.Against.COPIES,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [*((source, source) for source in sources_of(self.record)), ("", "—")]

    def clean(self) -> dict[str, str]:
        """With what was typed, if anything was, as the source."""
        said = super().clean()
        source = said.pop("other", "") or said.get("source", "")
        if not source:
            self.add_error("source", _("Say which source you have read again."))
        return {**said, "source": source}
