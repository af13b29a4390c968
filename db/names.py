"""Are two spellings the same organisation, district or site?"""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Give what two spellings of one name have in common: case and spaces apart, they are equal."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
