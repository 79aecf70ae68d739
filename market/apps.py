from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Holds the house's own commands (management/commands)."""

    name = "market"
