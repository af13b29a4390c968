"""What is said when the store cannot be used as asked?"""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used as asked; the sentence says what to do about it."""


class SettingError(StoreError):
    """A setting is missing or cannot be used; the sentence names it and says how to mend it."""
