"""The smart warungs: what a store sets for its tablets (docs/warung-api.md)."""

from market.settings.env import number, text

SMS_SECRET = text("SMS_SECRET", "")  # the secret part of the SMS door's path; empty: no SMS is taken
WARUNG_MIN_APP_VERSION = text("WARUNG_MIN_APP_VERSION", "1.0")
WARUNG_PAIRING_MINUTES = 15
WARUNG_CHANGE_DAYS = number("WARUNG_CHANGE_DAYS", 60)  # so long a tablet may stay away and still pull only what is new
WARUNG_PRICE_HOURS = number("WARUNG_PRICE_HOURS", 72)  # so long a price is honoured after it ended
WARUNG_LEASE_HOURS = number("WARUNG_LEASE_HOURS", 72)  # the longest that a tablet may hold goods
WARUNG_PAY_LATER_DAYS = number("WARUNG_PAY_LATER_DAYS", 3)  # to pay an order at the warung that was placed unpaid
WARUNG_PIN_TRIES = number("WARUNG_PIN_TRIES", 5)
WARUNG_PIN_LOCK_MINUTES = number("WARUNG_PIN_LOCK_MINUTES", 15)
WARUNG_RELAY_SECRET = text("WARUNG_RELAY_SECRET")  # makes the key to which tablets seal packets; else SECRET_KEY does
WARUNG_CALLS = text("WARUNG_CALLS", "300/min")  # of one tablet
WARUNG_UPLOADS = text("WARUNG_UPLOADS", "1200/min")  # operations are refused last
