"""What the worker does with a requested shipment: build the booking, call the courier once, write down the answer."""
