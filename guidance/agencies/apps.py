from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guidance.editorial import citations, phones


class AgenciesConfig(AppConfig):
    name = "guidance.agencies"
    verbose_name = _("Where to complain")

    def ready(self) -> None:
        citations.register("agency", self.get_model("Agency"))
        phones.register(self.get_model("Agency"))
