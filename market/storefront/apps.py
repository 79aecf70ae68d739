from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "market.storefront"
    label = "storefront"
