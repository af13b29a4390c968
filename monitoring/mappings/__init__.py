"""How is a provider's own layout loaded without asking the provider to change it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.mappings.definition import Definition, MappingError, parts_of
from monitoring.mappings.reshape import reshape

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitoring.reading.table import TextTable

__all__ = ["Mapping", "MappingError"]


class Mapping(Definition):
    """A saved mapping: what the columns of a provider's file mean."""

    @classmethod
    def from_json(cls, definition: object) -> Mapping:
        """Read a mapping from JSON.

        Raises
        ------
        MappingError
            With a sentence for everything the mapping says that is impossible.
        """
        return cls(**parts_of(definition))

    def apply(self, table: TextTable, keyed: Callable[[str], str] | None) -> TextTable:
        """Give a file's rows as the dataset's; raises ``Unreadable`` for a header not its own."""
        return reshape(self, table, keyed)
