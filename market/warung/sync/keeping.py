"""What the database itself notes for the tablets: that something about an object is new, and what a price was before.

A function that notes changes can be forgotten, and `queryset.update()` passes every signal by. So triggers write the
rows of `Change`, in the transaction that makes the change, on SQLite and PostgreSQL. They say which object, never what
is new about it: a reader looks at the row itself. As in market/catalogue/keeping.py they are taken down before
migrations and put up after.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

PREFIX = "warung_note_"
PRODUCT, STOCK, PARTNER = "catalogue_product", "partner_stockrecord", "partner_partner"
ORDER, PART, SHIPMENT = "order_order", "order_sellerorder", "shipping_shipment"
NEEDED = frozenset({PRODUCT, STOCK, PARTNER, ORDER, PART, SHIPMENT, "partner_stocklease", "warung_warungorder"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger: its name, table and moment, and the objects that it notes, as a select of (resource, id, warung)."""

    name: str
    table: str
    moment: str
    notes: str


def _one(resource: str, object_id: str, warung: str = "NULL") -> str:
    return f"SELECT '{resource}' AS resource, {object_id} AS object_id, {warung} AS warung_id"


def _of_order(resource: str, object_id: str, order: str) -> str:
    """For the warung over whose counter the order came; nothing for an order of the web."""
    return f"{_one(resource, object_id, 'w.warung_id')} FROM warung_warungorder w WHERE w.order_id = {order}"


def _own(name: str, table: str, resource: str, object_id: str = "NEW.id", warung: str = "NEW.warung_id") -> list[Rule]:
    note = _one(resource, object_id, warung)
    return [Rule(f"{name}_new", table, "INSERT", note), Rule(f"{name}_changed", table, "UPDATE", note)]


STEPS = "UPDATE OF num_in_stock, num_allocated, num_leased"
SHOWN = "UPDATE OF title, listed, is_public, cover, unit, step_thousandths, minimum_steps, weight_grams, village_id, "
SHOWN += "category_path, shelf_life_days, partner_id"
PARTNER_SHOWN = "UPDATE OF name, village_id, closed_until_on, suspended_at, approved_at"
GOODS = "SELECT 'product' AS resource, p.id AS object_id, NULL AS warung_id FROM catalogue_product p"
LINKED = """SELECT 'seller_order' AS resource, s.id AS object_id, NEW.warung_id AS warung_id FROM order_sellerorder s
    WHERE s.order_id = NEW.order_id"""
RULES = (
    Rule("product_new", PRODUCT, "INSERT", _one("product", "NEW.id")),
    Rule("product_changed", PRODUCT, SHOWN, _one("product", "NEW.id")),
    Rule("product_gone", PRODUCT, "DELETE", _one("product", "OLD.id")),
    Rule("goods_of_seller", PARTNER, PARTNER_SHOWN, f"{GOODS} WHERE p.partner_id = NEW.id"),
    Rule("stock_new", STOCK, "INSERT", _one("stock", "NEW.product_id")),
    Rule("stock_changed", STOCK, STEPS, _one("stock", "NEW.product_id")),
    Rule("price_new", STOCK, "INSERT", _one("price", "NEW.product_id")),
    Rule("price_changed", STOCK, "UPDATE OF price, price_version", _one("price", "NEW.product_id")),
    *_own("staff", "warung_staff", "staff"),
    *_own("lease", "partner_stocklease", "lease"),
    *_own("shift", "warung_shift", "shift"),
    *_own("parcel", "warung_parcelatpoint", "parcel"),
    *_own("deposit", "warung_deposit", "message", "'deposit:' || CAST(NEW.id AS varchar)"),
    *_own("warung", "warung_warung", "settings", "NEW.id", "NEW.id"),
    *_own("order", "warung_warungorder", "order"),
    Rule(
        "order_paid", ORDER, "UPDATE OF status, paid_at, expired_at, pay_by", _of_order("order", "w.id", "NEW.id")
    ),
    Rule("part_new", PART, "INSERT", _of_order("seller_order", "NEW.id", "NEW.order_id")),
    Rule("part_changed", PART, "UPDATE", _of_order("seller_order", "NEW.id", "NEW.order_id")),
    Rule("order_linked", "warung_warungorder", "UPDATE OF order_id", LINKED),
    Rule("order_linked_new", "warung_warungorder", "INSERT", LINKED),
    Rule("shipment_new", SHIPMENT, "INSERT",
         _of_order("shipment", "NEW.id",
                   "(SELECT s.order_id FROM order_sellerorder s WHERE s.id = NEW.seller_order_id)")),
    Rule("shipment_changed", SHIPMENT, "UPDATE",
         _of_order("shipment", "NEW.id",
                   "(SELECT s.order_id FROM order_sellerorder s WHERE s.id = NEW.seller_order_id)")),
)  # fmt: skip


def _now(vendor: str) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')" if vendor == "sqlite" else "now()"


def _object_id(vendor: str) -> str:
    """A UUID as Django writes it in Python, also on SQLite, which stores 32 digits."""
    if vendor != "sqlite":
        return "k.object_id::text"
    parts = " || '-' || ".join(f"substr(k.object_id, {start}, {size})" for start, size in UUID_PARTS)
    return f"CASE WHEN typeof(k.object_id) = 'text' AND length(k.object_id) = 32 THEN {parts} ELSE k.object_id END"


UUID_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def note_sql(vendor: str, notes: str) -> str:
    xid = "0" if vendor == "sqlite" else "pg_current_xact_id()::text::bigint"
    warung = "k.warung_id" if vendor == "sqlite" else "k.warung_id::bigint"
    return (
        "INSERT INTO warung_change(xid, resource, object_id, warung_id, made_at) "  # noqa: S608
        f"SELECT {xid}, k.resource, {_object_id(vendor)}, {warung}, {_now(vendor)} FROM ({notes}) AS k"
    )


def past_price_sql(vendor: str) -> str:
    return (
        "INSERT INTO warung_pastprice(stockrecord_id, version, price_rupiah, ended_at) "
        f"SELECT OLD.id, OLD.price_version, CAST(OLD.price AS integer), {_now(vendor)}"
    )


def statements(vendor: str) -> list[str]:
    found: list[str] = []
    for rule in RULES:
        found += _trigger(vendor, rule.name, rule.table, rule.moment, note_sql(vendor, rule.notes))
    return found + _trigger(vendor, "past_price", STOCK, "UPDATE OF price", past_price_sql(vendor))


def _trigger(vendor: str, name: str, table: str, moment: str, body: str) -> list[str]:
    """The statements that put up one trigger, in place of what is there."""
    drop, when = f"DROP TRIGGER IF EXISTS {PREFIX}{name}", _when(vendor, moment)
    if vendor == "sqlite":
        return [drop, f"CREATE TRIGGER {PREFIX}{name} AFTER {moment} ON {table} {when} BEGIN {body}; END"]
    return [
        f"CREATE OR REPLACE FUNCTION {PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}; RETURN NULL; END $$",
        f"{drop} ON {table}",
        f"CREATE TRIGGER {PREFIX}{name} AFTER {moment} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {PREFIX}{name}()",
    ]


def _when(vendor: str, moment: str) -> str:
    """A save() writes all columns; what stayed as it was is no change."""
    differ = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    if not moment.startswith("UPDATE OF "):
        return ""
    return f"WHEN ({' OR '.join(f'OLD.{one} {differ} NEW.{one}' for one in moment[10:].split(', '))})"


def put_up(using: str = "default") -> None:
    """Create every trigger, in place of what is there; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def take_down(using: str = "default") -> None:
    """Drop every trigger of ours that is there; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE %s", [f"{PREFIX}%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP FUNCTION "{name}"() CASCADE')
