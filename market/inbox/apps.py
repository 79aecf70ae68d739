from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "market.inbox"
    label = "inbox"
