from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guidance.editorial import citations


class LawConfig(AppConfig):
    name = "guidance.law"
    verbose_name = _("The law")

    def ready(self) -> None:
        citations.register("law", self.get_model("Provision"))
        citations.register("instrument", self.get_model("Instrument"))
