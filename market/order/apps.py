from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "market.order"

    def ready(self) -> None:
        """Oscar's analytics counts in the middle of a buyer's request, one UPDATE for each line: unhooked."""
        super().ready()
        from oscar.apps.analytics import receivers
        from oscar.apps.basket.signals import basket_addition
        from oscar.apps.catalogue.signals import product_viewed
        from oscar.apps.order.signals import order_placed
        from oscar.apps.search.signals import user_search

        order_placed.disconnect(receivers.receive_order_placed)
        basket_addition.disconnect(receivers.receive_basket_addition)
        product_viewed.disconnect(receivers.receive_product_view)
        user_search.disconnect(receivers.receive_product_search)
