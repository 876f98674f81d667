from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guidance.editorial import citations


class RightsConfig(AppConfig):
    name = "guidance.rights"
    verbose_name = _("Rights lookup")

    def ready(self) -> None:
        citations.register("rights", self.get_model("Situation"))
