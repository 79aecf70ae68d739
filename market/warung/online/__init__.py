"""What a tablet asks while there is signal: postage, other ways to pay, where an order stands."""
