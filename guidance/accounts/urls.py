from django.urls import path

from guidance.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("code/", views.code, name="code"),
    path("set-up/", views.set_up, name="set_up"),
    path("recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
]
