"""Every address of the site: those of readers, and those below the admin's.

While a reader's request is answered only the first are known; see `ReadersAddressesMiddleware`.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from guidance.editorial import editors as editorial_editors
from guidance.editorial.admin.due import due
from guidance.rights.editors import on_a_day
from guidance.site import editors
from guidance.site import urls as readers

handler500 = readers.handler500

urlpatterns = [
    *readers.urlpatterns,
    *i18n_patterns(
        path(f"{settings.ADMIN_PATH}/account/", include("guidance.accounts.urls")),
        path(f"{settings.ADMIN_PATH}/export/", editors.export, name="export"),
        path(f"{settings.ADMIN_PATH}/citable/", editorial_editors.citable, name="citable"),
        path(f"{settings.ADMIN_PATH}/due/", due, name="due"),
        path(f"{settings.ADMIN_PATH}/as-of/", editorial_editors.as_of_page, name="as-of"),
        path(f"{settings.ADMIN_PATH}/on-a-day/", on_a_day, name="on-a-day"),
        path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    ),
]
