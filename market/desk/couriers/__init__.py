"""The operator's view of the couriers themselves: are they well, do we know their codes."""
