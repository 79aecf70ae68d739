"""The desk's pages about parcels, and the driver's own page on his phone."""
