from django.urls import path

from guidance.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.agency, name="agency"),
]
