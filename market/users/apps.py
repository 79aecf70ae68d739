from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "market.users"
    label = "users"
