from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guidance.editorial import citations


class ImagesConfig(AppConfig):
    name = "guidance.images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        citations.register(citations.IMAGE, self.get_model("Image"))
