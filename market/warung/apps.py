from django.apps import AppConfig


class WarungConfig(AppConfig):
    name = "market.warung"
    label = "warung"
