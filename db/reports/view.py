"""What does a reader ask to see? The same choices in a page's address and on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.vocabulary import ALL_CATEGORIES, Source

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitoring.periods import By
    from monitoring.vocabulary import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way of looking at the store. Blank means the default of the report."""

    programme: str | None = None
    contract: str | None = None
    first: date | None = None
    last: date | None = None
    measure: str | None = None
    category: str = ALL_CATEGORIES
    set: str | None = None
    source: Source | None = None
    arrangement: str = ""
    by: By | None = None
    as_at: datetime | None = None
    basis: Basis | None = None
    elapsed: int | None = None
    left: str | None = None  # DATASET:SOURCE, of a comparison
    right: str | None = None
    detail: bool = False

    def parameters(self) -> dict[str, Any]:
        """Give the choices as a report prints them; those of single reports where they are made."""
        own = {
            "basis": str(self.basis) if self.basis else None,
            "elapsed": self.elapsed,
            "left": self.left,
            "right": self.right,
            "detail": self.detail or None,
        }
        return {
            "programme": self.programme,
            "contract": self.contract,
            "from": f"{self.first:%Y-%m}" if self.first else None,
            "to": f"{self.last:%Y-%m}" if self.last else None,
            "measure": self.measure,
            "client_category": self.category,
            "set": self.set,
            "source": str(self.source) if self.source else None,
            "arrangement": self.arrangement or None,
            "by": str(self.by) if self.by else None,
        } | {name: value for name, value in own.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Report:
    """A report's rows with what is needed to read them: parameters, as-at, definitions."""

    name: str
    parameters: dict[str, Any]
    as_at: datetime
    definitions: dict[str, str]
    frame: pd.DataFrame = field(repr=False)
    whole: tuple[str, ...] = ()
    """Columns that are counts: printed as whole numbers."""
    months: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)
    """The month rows a page draws; the terminal prints ``frame``."""


def without_blanks(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a report's rows with nothing where a set, source or origin is not known."""
    texts = {name: rows[name].astype("object") for name in ("set", "source", "origin")}
    return rows.assign(**{name: text.where(text.ne(""), None) for name, text in texts.items()})
