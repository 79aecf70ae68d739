"""What must be true between the rooms: orders, money, stock, messages (the invariants of docs/books.md), in SQL."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from market.ledger.audit import Check
from market.lifecycle.audit import payouts

ORPHAN_MINUTES = 15  # I3: by then every capture belongs to an order, a refund or a person
WAITING_HOURS = 24
ROUNDING_RUPIAH = 100
PAID_STATES = "('new', 'accepted', 'packed', 'handed_over', 'delivered', 'released')"
HELD_STATES = "('new', 'accepted', 'packed', 'handed_over', 'delivered')"
NET_LEFT = "s.goods_rupiah - s.given_back_rupiah - s.commission_rupiah + s.commission_given_back_rupiah"
STANDING = "NOT EXISTS (SELECT 1 FROM ledger_journal r WHERE r.reverses_id = j.id)"


def checks() -> list[Check]:
    """All promises that reach over more than one room."""
    return [
        *_nothing_lost(),
        *_money(),
        *_stock(),
        *_states(),
        *_told_once(),
        *_seller_of_his_own(),
        *payouts.checks(),
    ]


def _ago(**span: int) -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(**span))


def _nothing_lost() -> list[Check]:
    return [
        Check(
            "I1",
            "every stored push is handled within a day",
            "SELECT count(*) FROM inbox_push",
            "SELECT id FROM inbox_push WHERE handled_at IS NULL AND received_at < %s",
            [_ago(hours=WAITING_HOURS)],
        ),
        Check(
            "I1",
            "every order has its parts, and they add up to its total",
            "SELECT count(*) FROM order_order",
            "SELECT o.number FROM order_order o LEFT JOIN order_sellerorder s ON s.order_id = o.id "
            "GROUP BY o.id, o.number, o.total_incl_tax HAVING count(s.id) = 0 OR "
            f"abs(sum(s.goods_rupiah + s.postage_rupiah) - o.total_incl_tax) > {ROUNDING_RUPIAH}",
        ),
        Check(
            "I1",
            "every line belongs to a part",
            "SELECT count(*) FROM order_line",
            "SELECT id FROM order_line WHERE seller_order_id IS NULL",
        ),
    ]


def _money() -> list[Check]:
    attempts = "SELECT count(*) FROM payments_paymentattempt"
    return [
        Check(
            "I2",
            "no order keeps more than its total",
            attempts,
            "SELECT o.number FROM order_order o JOIN (SELECT order_id, sum(CASE WHEN transfer_rupiah IS NULL OR "
            "paid_rupiah < amount_rupiah THEN paid_rupiah ELSE amount_rupiah END) AS paid "
            "FROM payments_paymentattempt WHERE state = 'paid' GROUP BY order_id) p ON p.order_id = o.id "
            "LEFT JOIN (SELECT order_id, sum(amount_rupiah) AS back FROM payments_refund "
            "WHERE state NOT IN ('failed', 'cancelled') GROUP BY order_id) r ON r.order_id = o.id "
            f"WHERE p.paid - coalesce(r.back, 0) > o.total_incl_tax + {ROUNDING_RUPIAH}",
        ),
        Check(
            "I2",
            "one payment pays for an order",
            attempts,
            "SELECT o.number FROM order_order o JOIN payments_paymentattempt a ON a.order_id = o.id "
            "JOIN ledger_journal j ON j.reference = a.reference AND j.kind = 'buyer_paid' "
            f"WHERE {STANDING} GROUP BY o.id, o.number HAVING count(*) > 1",
        ),
        Check(
            "I3",
            "every payment is in the books: for an order, owed back, or waiting for a person",
            attempts,
            "SELECT a.reference FROM payments_paymentattempt a WHERE a.paid_rupiah > 0 "
            "AND a.state IN ('paid', 'review') "
            "AND coalesce(a.paid_at, a.made_at) < %s AND NOT EXISTS (SELECT 1 FROM ledger_journal j "
            f"WHERE j.reference = a.reference AND j.kind IN ('buyer_paid', 'owed_back', 'unmatched') AND {STANDING})",
            [_ago(minutes=ORPHAN_MINUTES)],
        ),
        Check(
            "I3",
            "what is owed back to buyers is what the refunds say",
            "SELECT count(*) FROM payments_refund",
            "SELECT owed FROM (SELECT (SELECT coalesce(-sum(balance_rupiah), 0) FROM ledger_account "
            "WHERE name = 'refund_payable') - (SELECT coalesce(sum(amount_rupiah), 0) FROM payments_refund "
            "WHERE state IN ('requested', 'sending')) AS owed) t WHERE owed <> 0",
        ),
        Check(
            "I5",
            "what is held for a part is what its seller will get, and nothing after it has ended",
            "SELECT count(*) FROM order_sellerorder WHERE paid_at IS NOT NULL",
            "SELECT s.number FROM order_sellerorder s LEFT JOIN ledger_entry e ON e.about = s.number "
            "AND e.account_id IN (SELECT id FROM ledger_account WHERE name = 'seller_held') "
            "GROUP BY s.id, s.number, s.state, s.goods_rupiah, s.commission_rupiah, s.given_back_rupiah, "
            "s.commission_given_back_rupiah "
            "HAVING coalesce(-sum(e.amount_rupiah), 0) <> "
            f"CASE WHEN s.state IN {HELD_STATES} THEN {NET_LEFT} ELSE 0 END",
        ),
        Check(
            "I5",
            "what was released for a part is what its seller is to get",
            "SELECT count(*) FROM order_sellerorder WHERE state = 'released'",
            "SELECT s.number FROM order_sellerorder s LEFT JOIN ledger_entry e ON e.about = s.number "
            "AND e.account_id IN (SELECT id FROM ledger_account "
            "WHERE name IN ('seller_available', 'seller_receivable')) "
            "GROUP BY s.id, s.number, s.state, s.goods_rupiah, s.commission_rupiah, s.given_back_rupiah, "
            "s.commission_given_back_rupiah "
            "HAVING coalesce(-sum(e.amount_rupiah), 0) <> "
            f"CASE WHEN s.state = 'released' THEN {NET_LEFT} ELSE 0 END",
        ),
    ]


def _stock() -> list[Check]:
    records = "SELECT count(*) FROM partner_stockrecord"
    return [
        Check(
            "I4",
            "no more is promised than lies on the shelf",
            records,
            "SELECT id FROM partner_stockrecord WHERE num_in_stock IS NOT NULL AND "
            "coalesce(num_allocated, 0) + num_leased > num_in_stock",
        ),
        Check(
            "I4",
            "what a stock record has promised is what the order lines were promised",
            records,
            "SELECT r.id FROM partner_stockrecord r LEFT JOIN order_line l ON l.stockrecord_id = r.id "
            "GROUP BY r.id, r.num_allocated HAVING coalesce(r.num_allocated, 0) <> coalesce(sum(l.num_allocated), 0)",
        ),
    ]


def _states() -> list[Check]:
    parts = "SELECT count(*) FROM order_sellerorder"
    return [
        Check(
            "I8",
            "only a paid order is with its sellers",
            parts,
            "SELECT s.number FROM order_sellerorder s JOIN order_order o ON o.id = s.order_id "
            f"WHERE s.state IN {PAID_STATES} AND (o.paid_at IS NULL OR s.paid_at IS NULL)",
        ),
        Check(
            "I8",
            "every state has its moment",
            parts,
            "SELECT number FROM order_sellerorder WHERE (state = 'released' AND released_at IS NULL) OR "
            "(state IN ('delivered', 'released') AND (delivered_at IS NULL OR release_on IS NULL)) OR "
            "(state IN ('handed_over', 'delivered', 'released') AND (packed_at IS NULL OR handed_over_at IS NULL)) OR "
            "(state = 'cancelled' AND (ended_at IS NULL OR reason = ''))",
        ),
        Check(
            "I8",
            "nothing that has ended goes on",
            parts,
            "SELECT number FROM order_sellerorder WHERE (released_at IS NOT NULL AND "
            "state NOT IN ('released', 'returned')) OR (state IN ('unpaid', 'expired') AND packed_at IS NOT NULL)",
        ),
    ]


def _told_once() -> list[Check]:
    return [
        Check(
            "I9",
            "every paid order was told to its buyer, every part to its seller",
            "SELECT count(*) FROM communication_message",
            "SELECT s.number FROM order_sellerorder s JOIN order_order o ON o.id = s.order_id "
            "WHERE o.paid_at IS NOT NULL AND s.paid_at IS NOT NULL AND (NOT EXISTS "
            "(SELECT 1 FROM communication_message m WHERE m.seller_order_id = s.id AND m.audience = 'seller' "
            "AND m.kind = 'new') OR NOT EXISTS (SELECT 1 FROM "
            "communication_message m WHERE m.order_id = o.id AND m.audience = 'buyer' AND m.kind IN "
            "('paid', 'paid_late_revived')))",
        ),
        Check(
            "I9",
            "every packed part has its shipment, and every booked shipment its waybill",
            "SELECT count(*) FROM shipping_shipment",
            "SELECT s.number FROM order_sellerorder s WHERE s.state IN ('packed', 'handed_over', 'delivered', "
            "'released') AND NOT EXISTS (SELECT 1 FROM shipping_shipment h WHERE h.seller_order_id = s.id) "
            "UNION ALL SELECT number FROM shipping_shipment WHERE state = 'booked' AND awb = ''",
        ),
        Check(
            "I9",
            "no part is carried twice",
            "SELECT count(*) FROM shipping_shipment",
            "SELECT seller_order_id FROM shipping_shipment WHERE state NOT IN ('failed', 'void') "
            "GROUP BY seller_order_id HAVING count(*) > 1",
        ),
    ]


def _seller_of_his_own() -> list[Check]:
    return [
        Check(
            "I10",
            "a part holds only its own seller's lines",
            "SELECT count(*) FROM order_line",
            "SELECT l.id FROM order_line l JOIN order_sellerorder s ON s.id = l.seller_order_id "
            "WHERE l.partner_id <> s.partner_id OR l.order_id <> s.order_id",
        ),
        Check(
            "I10",
            "a part's money stands only on its own seller's accounts",
            "SELECT count(*) FROM ledger_entry WHERE about <> ''",
            "SELECT s.number FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
            "JOIN order_sellerorder s ON s.number = e.about "
            "WHERE a.name IN ('seller_held', 'seller_available', 'seller_in_transit') "
            "AND a.owner <> CAST(s.partner_id AS varchar(30))",
        ),
    ]
