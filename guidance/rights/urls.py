from django.urls import path

from guidance.rights import views

app_name = "rights"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<slug:slug>/", views.situation, name="situation"),
    path("<slug:slug>/<slug:lender>/", views.situation, name="pair"),
]
