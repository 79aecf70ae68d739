"""Every posting rule of the business, for an accountant to read. docs/books.md walks one order through them.

The only place that imports `market.ledger.posting`; one file for each kind of business, all of them said here. Each
rule is one event, posted once under its key, inside the transaction of the step that it belongs to. Whole rupiah; what
rounding leaves over belongs to the account `rounding` (the house), and within a part to the seller, who gets the goods
less the commission.
"""

from market.lifecycle.books.carriage import *  # noqa: F403
from market.lifecycle.books.complaints import *  # noqa: F403
from market.lifecycle.books.payouts import *  # noqa: F403
from market.lifecycle.books.refunds import *  # noqa: F403
from market.lifecycle.books.sale import *  # noqa: F403
from market.lifecycle.books.tills import *  # noqa: F403
from market.lifecycle.books.transfers import *  # noqa: F403
