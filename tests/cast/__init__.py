"""Who and what lives in the demo village, as plain data; `tests.village.build` makes rows of it."""
