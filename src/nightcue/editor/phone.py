"""Where a phone opens the page at the bedside, where it is served together with the editor."""

from __future__ import annotations

_addresses: list[str] = []


def lead_phones_to(address: str) -> None:
    """Have every track that is made come with this address, and its QR code."""
    _addresses[:] = [address]


def phone_address() -> str | None:
    """Return the address, or None where no phone can open the page."""
    return _addresses[0] if _addresses else None


def qr_picture(text: str) -> str:
    """Return a QR code of `text` as a picture in an address, black on white, which every phone reads in every theme."""
    import segno

    return str(segno.make_qr(text).svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))
