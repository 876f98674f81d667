from django.urls import path

from guidance.articles import views

app_name = "articles"
urlpatterns = [
    path("articles/", views.index, name="index"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("sections/<slug:slug>/<int:number>/", views.section, name="section-page"),
]
