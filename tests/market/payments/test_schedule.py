"""When a gateway is asked again."""

from datetime import UTC, datetime, timedelta

from market.payments.schedule import next_look_after_paid, next_poll_at

MADE = datetime(2026, 11, 1, 2, 30, tzinfo=UTC)


def minutes_asked(lifetime):
    """Every moment of asking, in minutes after the page was made."""
    asked, now = [], MADE
    while (then := next_poll_at(made_at=MADE, expires_at=MADE + timedelta(minutes=lifetime), now=now)) is not None:
        assert then > now
        asked.append((then - MADE).total_seconds() / 60)
        now = then
    return asked


def test_a_two_hour_page_is_asked_about_early_then_each_quarter_then_after_its_end():
    assert minutes_asked(120) == [1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 122, 135, 240, 1560]


def test_a_short_page_is_not_asked_about_early_beyond_its_end():
    assert minutes_asked(5) == [1, 3, 7, 20, 125, 1445]


def test_a_reversible_payment_is_looked_at_twice_more_and_others_not():
    paid = {"paid_at": MADE, "reversible": True}
    assert next_look_after_paid(now=MADE, **paid) == MADE + timedelta(minutes=2)
    assert next_look_after_paid(now=MADE + timedelta(minutes=2), **paid) == MADE + timedelta(minutes=6)
    assert next_look_after_paid(now=MADE + timedelta(minutes=6), **paid) is None
    assert next_look_after_paid(paid_at=MADE, now=MADE, reversible=False) is None
