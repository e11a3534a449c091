from django.urls import path

from apps.accounts.api import views

urlpatterns = [
    path("auth/register/", views.Register.as_view(), name="auth-register"),
    path("auth/verify-email/", views.VerifyEmail.as_view(), name="auth-verify-email"),
    path("auth/login/", views.Login.as_view(), name="auth-login"),
    path("auth/second-step/", views.SecondStep.as_view(), name="auth-second-step"),
    path("auth/code/", views.RequestCode.as_view(), name="auth-code"),
    path("auth/code/confirm/", views.ConfirmCode.as_view(), name="auth-code-confirm"),
    path("auth/refresh/", views.Refresh.as_view(), name="auth-refresh"),
    path("auth/logout/", views.Logout.as_view(), name="auth-logout"),
    path("auth/logout-everywhere/", views.LogoutEverywhere.as_view(), name="auth-logout-all"),
    path("auth/devices/", views.Devices.as_view(), name="auth-devices"),
    path("auth/devices/<str:device_id>/", views.Device.as_view(), name="auth-device"),
]
