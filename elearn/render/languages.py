"""The language tags by which office programs choose a spelling checker."""

from __future__ import annotations

_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN"}


def region(lang: str) -> str:
    """Return a tag with its region: `en-GB` for `en`; any other tag as it is."""
    return _REGIONS.get(lang, lang)
