"""What shows that money came by hand: the bank's own list, and photos that prove nothing by themselves."""
