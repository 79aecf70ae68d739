"""Orders by SMS (WR-43): a message becomes a draft and is answered at once; a person calls back and makes the order."""
