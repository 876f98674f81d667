"""Accounts, roles and the record of events in the admin. Who may manage whom is decided in `roles.py`."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from guidance.accounts import second_step
from guidance.accounts.models import Event
from guidance.accounts.roles import LABELS, manages_accounts, may_manage

for model in (User, Group, TOTPDevice):
    admin.site.unregister(model)


class AccountForm(UserChangeForm):
    """Says in the editor's language how to give someone a new password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        link = format_html('<a class="text-primary-600" href="../password/">{}</a>', _("Give a new password"))
        self.fields["password"].help_text = link


@admin.register(User)
class AccountAdmin(UserAdmin, ModelAdmin):
    """Superusers manage everyone; a manager, everyone who can do no more than the roles can.

    Accounts are switched off and not deleted: what a person did keeps its name.
    """

    form = AccountForm
    add_form = UserCreationForm
    add_form_template = None
    change_password_form = AdminPasswordChangeForm
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)
    list_display = ("username", "first_name", "last_name", "roles", "has_second_step", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    actions = ("reset_second_step",)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> tuple:
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "groups")
        if request.user.is_superuser:
            rights += ("is_superuser",)
        return (
            (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
            (_("Roles"), {"fields": rights}),
            (_("Dates"), {"fields": self.readonly_fields}),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "totpdevice_set")

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs) -> forms.Field:
        if db_field.name == "groups":
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label = _("Roles")
            field.help_text = ""
            field.label_from_instance = role_name
            if not request.user.is_superuser:
                field.queryset = field.queryset.filter(name__in=LABELS)
        return field

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Whoever has an account here works here."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return manages_accounts(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return manages_accounts(request.user) if obj is None else may_manage(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.display(description=_("Roles"))
    def roles(self, account: User) -> str:
        names = [str(role_name(group)) for group in account.groups.all()]
        return " · ".join([str(_("Superuser"))] * account.is_superuser + names) or "–"

    @admin.display(description=_("Two-step sign-in"), boolean=True)
    def has_second_step(self, account: User) -> bool:
        return any(device.confirmed for device in account.totpdevice_set.all())

    @admin.action(description=_("Reset two-step sign-in (lost phone)"), permissions=["change"])
    def reset_second_step(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Also signs the accounts out. Those the user may not change are left as they are."""
        allowed = [account for account in accounts if may_manage(request.user, account)]
        for account in allowed:
            second_step.reset(account)
        refused = len(accounts) - len(allowed)
        if allowed:
            message = ngettext("%d account was reset.", "%d accounts were reset.", len(allowed)) % len(allowed)
            self.message_user(request, message, messages.SUCCESS)
        if refused:
            message = ngettext("%d account is not yours to change.", "%d accounts are not yours to change.", refused)
            self.message_user(request, message % refused, messages.ERROR)


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin):
    """What each role may do. Only superusers see it, and the roles the code relies on stay."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return self.has_module_permission(request)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return obj is not None and obj.name not in LABELS and self.has_module_permission(request)


class WhatFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return Event.What.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(what=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(ModelAdmin):
    """The record can be read and searched, and nothing else."""

    list_display = ("at", "event", "by", "about", "detail")
    fields = ("at", "event", "by", "about", "detail")
    list_filter = (WhatFilter,)
    search_fields = ("by", "about", "detail")
    date_hierarchy = "at"
    list_per_page = 100

    def has_module_permission(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return manages_accounts(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @admin.display(description=_("what"), ordering="what")
    def event(self, event: Event) -> str:
        return event.name


def role_name(group: Group) -> str:
    """A role in the language of the page; another group by its own name."""
    return LABELS.get(group.name, group.name)
