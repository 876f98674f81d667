"""Every address of the site. All but a few begin with a language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from guidance.site import views
from guidance.site.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("health/", views.health, name="health"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("about/", views.about, name="about"),
        path("law/", include("guidance.law.urls")),
        path("agencies/", include("guidance.agencies.urls")),
        path("", include("guidance.articles.urls")),
        path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    ),
]
