"""Which small numbers of people are not shown, and how is it kept that nobody works them out?"""

from __future__ import annotations

from monitoring.disclosure.releases import Chain, Known, Release, least, released
from monitoring.disclosure.suppressing import Pattern, suppress
from monitoring.disclosure.tables import Hidden, Line, Table

__all__ = [
    "Chain",
    "Hidden",
    "Known",
    "Line",
    "Pattern",
    "Release",
    "Table",
    "least",
    "released",
    "suppress",
]
