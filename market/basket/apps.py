from django.contrib.auth.signals import user_logged_in
from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "market.basket"

    def ready(self) -> None:
        super().ready()
        from market.basket.middleware import on_signing_in

        user_logged_in.connect(on_signing_in, dispatch_uid="basket.on_signing_in")
