from django.urls import path

from guidance.images import views

urlpatterns = [path("<str:slug>", views.image, name="image")]
