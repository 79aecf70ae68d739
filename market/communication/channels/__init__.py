"""Ways to reach a person's phone: one file each, no Django inside, chosen by settings (MESSAGE_CHANNELS)."""
