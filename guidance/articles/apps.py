from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guidance.editorial import citations


class ArticlesConfig(AppConfig):
    name = "guidance.articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        citations.register("article", self.get_model("Article"))
