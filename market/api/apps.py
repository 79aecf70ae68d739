from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "market.api"
    label = "market_api"
