"""The word by which a tablet is known: random, shown once, kept only as a digest."""

import hashlib
import secrets

TOKEN_BYTES = 32
PAIRING_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
PAIRING_LENGTH = 8
CLAIM_LENGTH = 6


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """A random word of 256 bits needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def pairing_code() -> str:
    return "".join(secrets.choice(PAIRING_LETTERS) for _ in range(PAIRING_LENGTH))


def claim_code() -> str:
    """Six digits or letters to say over a counter."""
    return "".join(secrets.choice(PAIRING_LETTERS) for _ in range(CLAIM_LENGTH))


def plain(code: str) -> str:
    """As somebody types it: spaces, dashes and small letters make no difference."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
