from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "market.payments"
    label = "payments"

    def ready(self) -> None:
        from market.payments import checks  # noqa: F401  registers itself
