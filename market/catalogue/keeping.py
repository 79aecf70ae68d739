"""What the database itself keeps right: the columns that a list reads, the search documents, the tree's version.

A Product repeats facts of other rows (price, stock, cover, the seller's village, its category, whether the public may
see it). A function that keeps such copies can be forgotten, and `queryset.update()` passes every signal by. So triggers
keep them, on SQLite and PostgreSQL: whatever writes a stock record, an image, a seller or a category, in the ORM or by
hand, the copies follow in the same transaction, and a stale `product.save()` cannot put old ones back.

Django rebuilds a SQLite table to alter it, which loses its triggers and stumbles over those naming the table. So they
are taken down before migrations and put up after (`apps.CatalogueConfig`); both may be repeated at any time.
"""

from __future__ import annotations

from django.db import connections

from market.catalogue.spelling import folded_sql

DOCUMENTS = "catalogue_search"
VOCABULARY = "catalogue_search_words"  # SQLite alone
PREFIX = "catalogue_keep_"
COPIES = ("price_rupiah", "available", "cover", "village_id", "category_path", "listed")

# (name, table, moment, what to refresh): {new} and {old} are the row's sides, ids of products come from a select.
STOCK, IMAGE, PRODUCT = "partner_stockrecord", "catalogue_productimage", "catalogue_product"
PARTNER, LINK, CATEGORY = "partner_partner", "catalogue_productcategory", "catalogue_category"
WEIGHTS = {"title": "A", "seller": "B", "bones": "C", "village": "C"}  # PostgreSQL's; SQLite's are in search.py
WRITES = ("INSERT", "UPDATE", "DELETE")


def _copies_select(vendor: str) -> str:
    """One row per product: its id and what its copies should be. `{which}` chooses the products."""
    no, yes = ("0", "1") if vendor == "sqlite" else ("false", "true")
    empty = "'{{}}'" if vendor == "sqlite" else "'{{}}'::jsonb"
    stock = "SELECT {what} FROM partner_stockrecord r WHERE r.product_id = p.id ORDER BY r.id LIMIT 1"
    left = "coalesce(r.num_in_stock, 0) - coalesce(r.num_allocated, 0) - r.num_leased >= p.minimum_steps"
    return f"""
        SELECT p.id AS id,
            coalesce(({stock.format(what="CAST(r.price AS integer)")}), 0) AS price_rupiah,
            coalesce(({stock.format(what=left)}), {no}) AS available,
            coalesce((SELECT i.sizes FROM catalogue_productimage i WHERE i.product_id = p.id
                      ORDER BY i.display_order, i.id LIMIT 1), {empty}) AS cover,
            s.village_id AS village_id,
            coalesce((SELECT min(c.path) FROM catalogue_productcategory pc JOIN catalogue_category c
                      ON c.id = pc.category_id WHERE pc.product_id = p.id), '') AS category_path,
            CASE WHEN p.is_public AND p.publication = 'live' AND p.structure <> 'child'
                      AND s.approved_at IS NOT NULL AND s.suspended_at IS NULL
                 THEN {yes} ELSE {no} END AS listed
        FROM catalogue_product p LEFT JOIN partner_partner s ON s.id = p.partner_id
        WHERE {{which}}"""  # noqa: S608


def copies_sql(vendor: str, which: str) -> str:
    """The statement that sets right the copies of the products `which`, and touches only rows that are wrong."""
    table = "catalogue_product"
    differ = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    mine, wanted = (", ".join(f"{of}.{one}" for one in COPIES) for of in (table, "k"))
    settings = ", ".join(f"{one} = k.{one}" for one in COPIES)
    select = _copies_select(vendor).format(which=which)
    return (
        f"UPDATE {table} SET {settings} FROM ({select}) AS k WHERE {table}.id = k.id AND ({mine}) {differ} ({wanted})"  # noqa: S608
    )


def documents_sql(vendor: str, which: str) -> list[str]:
    """The statements that write the search documents of the products `which` anew."""
    joined = "group_concat(c.name, ' ')" if vendor == "sqlite" else "string_agg(c.name, ' ')"
    place = "coalesce(v.name, '') || ' ' || coalesce(v.district_name, '') || ' ' || coalesce(v.regency_label, '')"
    categories = f"""coalesce((SELECT {joined} FROM catalogue_productcategory pc JOIN catalogue_category c
        ON c.id = pc.category_id WHERE pc.product_id = p.id), '')"""  # noqa: S608
    texts = {
        "title": "p.title",
        "bones": "p.title || ' ' || coalesce(s.name, '')",
        "seller": "coalesce(s.name, '')",
        "village": place,
        "body": f"{categories} || ' ' || coalesce(p.description, '')",
    }
    source = f"""FROM catalogue_product p LEFT JOIN partner_partner s ON s.id = p.partner_id
        LEFT JOIN address_village v ON v.code = p.village_id WHERE {which}"""
    folded = folded_sql(source, texts, consonants="bones")
    if vendor == "sqlite":
        columns = ", ".join(texts)
        return [  # not INSERT OR REPLACE: an outer statement's own conflict clause would take its place
            f"DELETE FROM {DOCUMENTS} WHERE rowid IN (SELECT p.id FROM catalogue_product p WHERE {which})",  # noqa: S608
            f"INSERT INTO {DOCUMENTS}(rowid, {columns}) SELECT id, {columns} FROM ({folded}) AS d",  # noqa: S608
        ]
    head = " || ".join(f"setweight(to_tsvector('simple', d.{name}), '{weight}')" for name, weight in WEIGHTS.items())
    head += " || setweight(to_tsvector('indonesian', q.title), 'A')"
    body = """setweight(to_tsvector('simple', d.body), 'D')
        || setweight(to_tsvector('indonesian', coalesce(q.description, '')), 'D')"""
    return [
        f"""INSERT INTO {DOCUMENTS}(product_id, name, head, words)
        SELECT d.id, d.title || ' ' || d.seller, {head}, {head} || {body}
        FROM ({folded}) AS d JOIN catalogue_product q ON q.id = d.id
        ON CONFLICT (product_id) DO UPDATE SET name = excluded.name, head = excluded.head, words = excluded.words"""  # noqa: S608
    ]


def _forget_sql(vendor: str) -> str:
    return f"DELETE FROM {DOCUMENTS} WHERE {'rowid' if vendor == 'sqlite' else 'product_id'} = OLD.id"  # noqa: S608


def _version_sql(vendor: str) -> str:
    value = "random()" if vendor == "sqlite" else "(random() * 9e18)::bigint"
    return f"""INSERT INTO catalogue_treeversion(id, number) VALUES (1, {value})
        ON CONFLICT (id) DO UPDATE SET number = excluded.number"""  # noqa: S608


def rules(vendor: str) -> list[tuple[str, str, str, list[str]]]:
    """Every trigger: its name, its table, its moment, and its statements."""

    def copies(which: str) -> str:
        return copies_sql(vendor, which)

    def documents(which: str) -> list[str]:
        return documents_sql(vendor, which)

    def linked(side: str) -> str:
        return f"p.id IN (SELECT product_id FROM catalogue_productcategory WHERE category_id = {side}.id)"  # noqa: S608

    stock = "UPDATE OF price, num_in_stock, num_allocated, num_leased, product_id"
    found = [
        ("stock_new", STOCK, "INSERT", [copies("p.id = NEW.product_id")]),
        ("stock_changed", STOCK, stock, [copies("p.id IN (NEW.product_id, OLD.product_id)")]),
        ("stock_gone", STOCK, "DELETE", [copies("p.id = OLD.product_id")]),
        ("image_new", IMAGE, "INSERT", [copies("p.id = NEW.product_id")]),
        ("image_changed", IMAGE, "UPDATE", [copies("p.id IN (NEW.product_id, OLD.product_id)")]),
        ("image_gone", IMAGE, "DELETE", [copies("p.id = OLD.product_id")]),
        ("product_new", PRODUCT, "INSERT", [copies("p.id = NEW.id"), *documents("p.id = NEW.id")]),
        (
            "product_changed",
            PRODUCT,
            f"UPDATE OF partner_id, is_public, publication, structure, minimum_steps, {', '.join(COPIES)}",
            [copies("p.id = NEW.id")],
        ),
        (
            "product_told",
            PRODUCT,
            "UPDATE OF title, description, partner_id, village_id",
            [*documents("p.id = NEW.id")],
        ),
        ("product_gone", PRODUCT, "DELETE", [_forget_sql(vendor)]),
        (
            "seller_changed",
            PARTNER,
            "UPDATE OF village_id, approved_at, suspended_at",
            [copies("p.partner_id = NEW.id")],
        ),
        ("seller_named", PARTNER, "UPDATE OF name", [*documents("p.partner_id = NEW.id")]),
        ("link_new", LINK, "INSERT", [copies("p.id = NEW.product_id"), *documents("p.id = NEW.product_id")]),
        ("link_gone", LINK, "DELETE", [copies("p.id = OLD.product_id"), *documents("p.id = OLD.product_id")]),
        ("category_moved", CATEGORY, "UPDATE OF path", [copies(linked("NEW"))]),
        ("category_named", CATEGORY, "UPDATE OF name", [*documents(linked("NEW"))]),
    ]
    found += [(f"tree_{moment.lower()}", CATEGORY, moment, [_version_sql(vendor)]) for moment in WRITES]
    return found


def put_up(using: str = "default") -> None:
    """Create every trigger, in place of what is there; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def _when(vendor: str, moment: str) -> str:
    """A trigger on named columns acts only when one of them is another than before (a save() writes them all)."""
    if not moment.startswith("UPDATE OF "):
        return ""
    differ = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return f"WHEN ({' OR '.join(f'OLD.{one} {differ} NEW.{one}' for one in moment[10:].split(', '))})"


def statements(vendor: str) -> list[str]:
    found = []
    for name, table, moment, actions in rules(vendor):
        body, when = ";\n".join(actions), _when(vendor, moment)
        drop = f"DROP TRIGGER IF EXISTS {PREFIX}{name}"
        if vendor == "sqlite":
            found += [drop, f"CREATE TRIGGER {PREFIX}{name} AFTER {moment} ON {table} {when} BEGIN {body}; END"]
        else:
            found += [
                f"CREATE OR REPLACE FUNCTION {PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {body}; RETURN NULL; END $$",
                f"{drop} ON {table}",
                f"CREATE TRIGGER {PREFIX}{name} AFTER {moment} ON {table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION {PREFIX}{name}()",
            ]
    return found


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


def rebuild(using: str = "default") -> None:
    """Write every copy and document anew, for rows that were there before the triggers; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {DOCUMENTS}")  # noqa: S608
        cursor.execute(copies_sql(connection.vendor, "1 = 1"))
        for statement in documents_sql(connection.vendor, "1 = 1"):
            cursor.execute(statement)


# --- the tables that Django does not know ----------------------------------------------------------------------------


def lay(vendor: str) -> list[str]:
    """The statements that lay the search documents' table, for the migration."""
    if vendor == "sqlite":
        return [
            f"CREATE VIRTUAL TABLE {DOCUMENTS} USING fts5(title, bones, seller, village, body, detail=column, "
            "prefix='2 3', tokenize=\"unicode61 remove_diacritics 2\")",
            f"CREATE VIRTUAL TABLE {VOCABULARY} USING fts5vocab({DOCUMENTS}, 'col')",
        ]
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"CREATE TABLE {DOCUMENTS} (product_id bigint PRIMARY KEY, name text NOT NULL, head tsvector NOT NULL, "
        "words tsvector NOT NULL)",
        f"CREATE INDEX {DOCUMENTS}_words ON {DOCUMENTS} USING gin (words)",
        f"CREATE INDEX {DOCUMENTS}_name ON {DOCUMENTS} USING gin (name gin_trgm_ops)",
    ]


def take_up(vendor: str) -> list[str]:
    """The statements that undo `lay`."""
    tables = [VOCABULARY, DOCUMENTS] if vendor == "sqlite" else [DOCUMENTS]
    return [f"DROP TABLE {table}" for table in tables]
