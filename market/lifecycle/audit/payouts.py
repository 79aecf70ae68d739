"""What must be true of the money that goes out to sellers (I7), in SQL."""

from market.ledger.audit import Check

MOVING = "('ready', 'sending', 'unclear', 'queued', 'approved', 'processed', 'review')"


def checks() -> list[Check]:
    payouts = "SELECT count(*) FROM payments_payout"
    return [
        Check(
            "I7",
            "what is on its way to a seller is what the payouts say",
            payouts,
            "SELECT owner FROM (SELECT a.owner, -a.balance_rupiah AS booked, "
            "(SELECT coalesce(sum(p.amount_rupiah), 0) FROM payments_payout p WHERE "
            f"CAST(p.partner_id AS varchar(30)) = a.owner AND p.state IN {MOVING}) AS said "
            "FROM ledger_account a WHERE a.name = 'seller_in_transit') t WHERE booked <> said "
            f"UNION ALL SELECT number FROM payments_payout p WHERE state IN {MOVING} AND NOT EXISTS "
            "(SELECT 1 FROM ledger_journal j WHERE j.key = 'payout_sent:' || p.number)",
        ),
        Check(
            "I7",
            "every payout that ended is in the books as it ended",
            payouts,
            "SELECT number FROM payments_payout p WHERE "
            "(state IN ('failed', 'rejected') AND first_sent_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "ledger_journal j WHERE j.key = 'payout_failed:' || p.number)) OR "
            "(state IN ('completed', 'returned') AND NOT EXISTS "
            "(SELECT 1 FROM ledger_journal j WHERE j.key = 'payout_completed:' || p.number)) OR "
            "(state = 'returned' AND NOT EXISTS "
            "(SELECT 1 FROM ledger_journal j WHERE j.key = 'payout_returned:' || p.number))",
        ),
        Check(
            "I7",
            "nobody checked a batch that they made, and nothing went out unchecked",
            "SELECT count(*) FROM payments_payoutbatch",
            "SELECT number FROM payments_payoutbatch WHERE checked_by_id = made_by_id UNION ALL "
            "SELECT p.number FROM payments_payout p JOIN payments_payoutbatch b ON b.id = p.batch_id "
            "WHERE b.state <> 'checked' AND p.state NOT IN ('draft', 'dropped')",
        ),
        Check(
            "I7",
            "no seller is paid by two payouts at once",
            payouts,
            f"SELECT partner_id FROM payments_payout WHERE state = 'draft' OR state IN {MOVING} "
            "GROUP BY partner_id HAVING count(*) > 1",
        ),
    ]
