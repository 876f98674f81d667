from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "guidance.site"
    verbose_name = _("Site")
    default = True


class EditorsAdminConfig(SimpleAdminConfig):
    """Stands for `django.contrib.admin`, which would read every package's `admin.py` at the start."""

    default_site = "guidance.site.editors_site.EditorsSite"
