from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "guidance.editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        from guidance.editorial import roles

        post_migrate.connect(roles.grant, dispatch_uid="editorial.roles.grant")
