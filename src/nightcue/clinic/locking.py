"""Encrypting a track for the one person who may hear it, with age (age-encryption.org) by pyrage."""

from __future__ import annotations


def refuse_recipient(recipient: str) -> str | None:
    """Return why nothing can be encrypted for `recipient`; None where it can."""
    try:
        import pyrage
    except ImportError:
        return "encrypting needs a package that is not here: pip install 'nightcue[clinic]'"
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        return "this is no public key"
    return None


def locked(content: bytes, recipient: str) -> bytes:
    """Return `content` as only the holder of the secret key to `recipient`, an age public key, can read it."""
    import pyrage

    return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient)]))
