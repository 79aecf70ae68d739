from oscar.apps.shipping import apps


class ShippingConfig(apps.ShippingConfig):
    name = "market.shipping"

    def ready(self) -> None:
        super().ready()
        from market.shipping import checks  # noqa: F401  registers itself
