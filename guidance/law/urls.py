from django.urls import path

from guidance.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("lenders/", views.lenders, name="lenders"),
    path("rates/", views.rates, name="rates"),
    path("<slug:slug>/", views.instrument, name="instrument"),
    path("<slug:instrument>/<slug:slug>/", views.provision, name="provision"),
]
