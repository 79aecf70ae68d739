"""`python -m tests.bench [--sqlite] [--goods N] [--quick]`: prepare the market, measure every page, print and keep it.

`BENCH_DATABASE_URL` chooses another PostgreSQL database than lumbung_bench on this machine; it is made when it is not
there, and seeded when it is empty. The couriers' and the gateway's stand-ins run beside, as in `make run`.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.bench import ground

ROOT = Path(__file__).resolve().parent.parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/lumbung_bench"
GOODS, SELLERS = 20_000, 200


def main(words: list[str]) -> int:
    wish = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    wish.add_argument("--sqlite", action="store_true", help="embedded: a SQLite file under var/bench")
    wish.add_argument("--goods", type=int, default=GOODS, help="how many goods a new market gets")
    wish.add_argument("--quick", action="store_true", help="in process only, without the server")
    asked = wish.parse_args(words)
    var = ROOT / "var" / "bench"
    file_url = f"sqlite:///{var / 'bench.sqlite3'}"
    url = file_url if asked.sqlite else os.environ.get("BENCH_DATABASE_URL", POSTGRES)
    ground.choose(url, var)

    import django

    django.setup()
    from tests.bench import rounds, table

    with ground.stand_ins():
        ground.prepare(asked.goods, SELLERS)
        rows = rounds.measure_all(with_server=not asked.quick)
    table.show(rows)
    table.keep(rows, ROOT / "bench" / "last.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
