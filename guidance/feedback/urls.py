from django.urls import path

from guidance.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.remark, name="remark"),
    path("thanks/", views.thanks, name="thanks"),
    path("request/", views.request_form, name="request"),
    path("request/state/", views.state, name="state"),
]
