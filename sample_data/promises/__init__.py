"""What did the people of the sample promise, note and ask, beside the figures they sent?

Written as they would have written it, each at its own moment, through the same functions as the
pages use. Nobody has a person's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.promises import duties, items, notes, packs, requests, reviews
from sample_data.promises.people import Writers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.scope import Principal
    from db.store import Store


def write_promises(store: Store, known: Mapping[str, Principal]) -> None:
    """Write down reviews, items, notes, requests and duties, in the order of their dates."""
    writers = Writers(store, known)
    notes.write(writers)
    meetings = reviews.write(writers)
    items.write(writers, meetings)
    requests.write(writers)
    duties.write(writers)


def freeze_packs(store: Store, known: Mapping[str, Principal]) -> None:
    """Freeze the review packs of the last reviews, as they could be made on their days."""
    packs.write(Writers(store, known))


__all__ = ["freeze_packs", "write_promises"]
