"""For whom was a download made? Nobody else is given its bytes, whatever address they know.

The bytes wait in this process alone, so whose they are is remembered here too.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

REMEMBERED = 20_000
"""So many names, the oldest forgotten first; a file whose name is forgotten is long gone."""

_MADE: OrderedDict[str, str] = OrderedDict()
_LOCK = Lock()


def remember(file_name: str, visit: str) -> None:
    """Remember for whose visit a file of this name is made."""
    with _LOCK:
        _MADE[file_name] = visit
        _MADE.move_to_end(file_name)
        while len(_MADE) > REMEMBERED:
            _MADE.popitem(last=False)


def to_whom(file_name: str | None) -> str | None:
    """Give the visit a file was made for; None for one not handed out by us."""
    with _LOCK:
        return _MADE.get(file_name or "")
