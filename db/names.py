"""Are two spellings the same organisation, district or site?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # a scope asks it of every contract's prime and district
def name_key(name: str) -> str:
    """Give what two spellings of one name have in common: case and spaces apart, they are equal."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
