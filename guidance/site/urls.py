"""Every address that readers ask for. All but a few begin with a language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from guidance.editorial import views as editorial_views
from guidance.search import views as search_views
from guidance.site import views

handler500 = "guidance.site.faults.server_error"

urlpatterns = [
    path("", views.home),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", views.sitemap_part, name="sitemap-part"),
    path("health/", views.health, name="health"),
    path("media/", include("guidance.images.urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("about/", views.about, name="about"),
        path("law/", include("guidance.law.urls")),
        path("agencies/", include("guidance.agencies.urls")),
        path("now/", views.site_page, {"slug": "now", "template": "site/now.html"}, name="now"),
        path("rights/who-lent/", views.site_page, {"slug": "who-lent"}, name="who-lent"),
        path(
            "rights/someone-elses-debt/",
            views.site_page,
            {"slug": "someone-elses-debt", "template": "site/door.html"},
            name="someone-elses-debt",
        ),
        path("rights/note-for-employers/", views.site_page, {"slug": "note-for-employers"}, name="note-for-employers"),
        path("search/", search_views.search, name="search"),
        path("rights/", include("guidance.rights.urls")),
        path("feedback/", include("guidance.feedback.urls")),
        path("", include("guidance.articles.urls")),
        path("drafts/<str:token>/", editorial_views.draft, name="draft"),
    ),
]
