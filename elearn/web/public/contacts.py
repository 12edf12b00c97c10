"""What the public pages say of this server: whom its readers may ask."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.kernel.config import Settings


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom readers may ask; `address` is empty where it is only words."""

    words: str
    address: str


def contact(settings: Settings) -> Contact | None:
    """Return whom this server names to be asked, or None where nobody is named."""
    words = settings.contact.strip()
    if not words:
        return None
    if words.startswith(("https://", "http://")) and " " not in words:
        return Contact(words, words)
    is_mail = "@" in words and not any(each.isspace() or each in "<>?&:" for each in words)
    return Contact(words, f"mailto:{words}" if is_mail else "")
