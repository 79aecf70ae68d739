"""`make bench`: a market of 20,000 goods, measured in process and through the production server, beside bare floors."""
