from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "guidance.accounts"
    verbose_name = _("Editors' accounts")

    def ready(self) -> None:
        from guidance.accounts import signals  # noqa: F401  (connects what is recorded)
