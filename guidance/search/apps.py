from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "guidance.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from guidance.search import following

        following.follow_changes()
