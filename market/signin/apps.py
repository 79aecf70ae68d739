from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "market.signin"
    label = "signin"
