"""What does a review pack hold, and how is it told to be the same again?

Its content is figures and words without any layout; the workbook, the printed page and the page on
the screen are made of it, and its digest says whether two makings of it say the same.
"""

from monitoring.pack.content import (
    Chart,
    Column,
    Content,
    Kind,
    Section,
    Series,
    Style,
    Table,
    digest,
    digests,
)
from monitoring.pack.parts import PARTS, Part, in_order

__all__ = [
    "PARTS",
    "Chart",
    "Column",
    "Content",
    "Kind",
    "Part",
    "Section",
    "Series",
    "Style",
    "Table",
    "digest",
    "digests",
    "in_order",
]
