"""What becomes of money that is seen or sent by people: transfers in, refunds out."""
