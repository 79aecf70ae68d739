from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "market.lifecycle"
    label = "lifecycle"
