"""Which columns does a calculation need, and of what kind?

The domain states the frame it needs; the store supplies it; one check serves both sides. What a
database hands over differs by engine and by whether there were rows at all, so every frame is cast
here and no calculation sees the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas.api.extensions import ExtensionDtype

MONTH = "month"
"""A calendar month, held as its first day."""
DATE = "date"
NUMBER = "float64"
"""A figure that may be unknown (NaN)."""
WHOLE = "int64"
TEXT = "text"
"""Text that is never unknown: a blank is the empty text."""
FLAG = "bool"
CODE = "category"
"""One of a few words, held as a category: frames may have a million rows. A blank is ``''``."""

INSTANT = np.dtype("datetime64[us]")
"""How every date and month is held, whatever a database hands over."""

_STR = pd.StringDtype(na_value=np.nan)
_DTYPES: Mapping[str, np.dtype[Any] | ExtensionDtype] = MappingProxyType(
    {
        MONTH: INSTANT,
        DATE: INSTANT,
        NUMBER: np.dtype(NUMBER),
        WHOLE: np.dtype(WHOLE),
        TEXT: _STR,
        FLAG: np.dtype(FLAG),
        CODE: pd.CategoricalDtype(),
    }
)


class FrameError(ValueError):
    """A frame does not hold what a calculation was promised: a fault of ours, not of a file."""


@dataclass(frozen=True)
class FrameContract:
    """What one frame holds.

    ``columns`` gives each column's kind, ``key`` the columns that tell its rows apart, and
    ``defaults`` what stands in a column that may be left out altogether.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give the frame with exactly these columns, cast, in this order.

        Raises
        ------
        FrameError
            If a column is missing, a value is not of its kind, or the key repeats.
        """
        missing = [name for name in self.columns if name not in frame and name not in self.defaults]
        if missing:
            raise FrameError(self._says(f"has no column {', '.join(missing)}"))
        checked = pd.DataFrame(
            {name: self._column(frame, name) for name in self.columns}, index=frame.index
        ).reset_index(drop=True)
        if self.key and bool(checked.duplicated(list(self.key)).any()):
            raise FrameError(self._says(f"repeats a row of {', '.join(self.key)}"))
        return checked

    def empty(self) -> pd.DataFrame:
        """Give the frame without rows, its columns of the right kinds."""
        return pd.DataFrame(
            {name: pd.Series(dtype=_DTYPES[kind]) for name, kind in self.columns.items()}
        )

    def _column(self, frame: pd.DataFrame, name: str) -> pd.Series[Any]:
        given = frame[name] if name in frame else pd.Series(self.defaults[name], index=frame.index)
        try:
            column = _cast(given, self.columns[name])
        except (TypeError, ValueError) as error:
            raise FrameError(self._says(f"cannot read {name}: {error}")) from error
        if self.columns[name] == MONTH:
            known = column if name in self.key else column.dropna()
            if not bool((known.dt.day == 1).all()):
                raise FrameError(self._says(f"has a {name} that is not the first of a month"))
        return column

    def _says(self, what: str) -> str:
        return f"the frame {self.name} {what}"


def _cast(column: pd.Series[Any], kind: str) -> pd.Series[Any]:
    """Give the column in the one dtype of its kind, whatever the engine made of it."""
    if kind in {MONTH, DATE}:
        return pd.to_datetime(column).astype(INSTANT)
    if kind == TEXT:
        if column.isna().any():
            column = column.astype(np.dtype("object")).where(column.notna(), "")
        return column.astype(_STR)
    if kind == CODE:
        return _coded(column)
    if kind == FLAG:
        column = column.astype(np.dtype("object")).where(column.notna(), other=False)
    return column.astype(_DTYPES[kind])


def _coded(column: pd.Series[Any]) -> pd.Series[Any]:
    coded = column.astype("category")
    if coded.isna().any():
        words = coded.cat.categories.union([""]) if "" not in coded.cat.categories else None
        coded = (coded if words is None else coded.cat.set_categories(words)).fillna("")
    return coded


_ACTUAL_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "source": "",
        "origin": "",
        "reason": "",
        "submission": float("nan"),
        "provisional": False,
    }
)

PROFILE = FrameContract("profile", {"month": MONTH, "profile": NUMBER}, ("month",))

ACTUALS = FrameContract(
    "actuals",
    {
        "month": MONTH,
        "actual": NUMBER,
        "source": TEXT,
        "origin": TEXT,
        "reason": TEXT,
        "submission": NUMBER,
        "provisional": FLAG,
    },
    ("month",),
    _ACTUAL_DEFAULTS,
)

PROFILES = FrameContract(
    "profiles",
    {"contract": TEXT, "set": TEXT, "month": MONTH, "profile": NUMBER},
    ("contract", "set", "month"),
)

EVERY_PROFILE = FrameContract(
    "every_profile",
    {"contract": TEXT, "measure": TEXT, "set": TEXT, "month": MONTH, "profile": NUMBER},
    ("contract", "measure", "set", "month"),
)

ALL_ACTUALS = FrameContract(
    "all_actuals",
    {
        "contract": TEXT,
        "measure": TEXT,
        "month": MONTH,
        "actual": NUMBER,
        "source": TEXT,
        "origin": TEXT,
        "reason": TEXT,
        "submission": NUMBER,
        "provisional": FLAG,
    },
    ("contract", "measure", "month"),
    {"measure": "", **_ACTUAL_DEFAULTS},
)

CELLS = FrameContract(
    "cells",
    {
        "contract": TEXT,
        "measure": TEXT,
        "month": MONTH,
        "source": TEXT,
        "origin": TEXT,
        "value": NUMBER,
        "reason": TEXT,
        "submission": NUMBER,
        "provisional": FLAG,
    },
    ("contract", "measure", "month", "source", "origin"),
    {"contract": "", "measure": "", "reason": "", "submission": float("nan"), "provisional": False},
)

BENCHMARK = FrameContract(
    "benchmark", {"month": MONTH, "unit": TEXT, "value": NUMBER}, ("month", "unit")
)

RATE_COUNTS = FrameContract(
    "rate_counts",
    {
        "contract": TEXT,
        "month": MONTH,
        "numerator": NUMBER,
        "denominator": NUMBER,
        "source": TEXT,
        "origin": TEXT,
        "reason": TEXT,
        "provisional": FLAG,
    },
    ("contract", "month"),
    {"contract": "", "source": "", "origin": "", "reason": "", "provisional": False},
)

TARGETS = FrameContract(
    "targets",
    {"contract": TEXT, "set": TEXT, "month": MONTH, "target": NUMBER},
    ("contract", "set", "month"),
    {"contract": "", "set": ""},
)

CONTRACTS = FrameContract(
    "contracts",
    {
        "contract": TEXT,
        "prime": TEXT,
        "district": TEXT,
        "programme": TEXT,
        "freshness": TEXT,
        "on_profile_from": NUMBER,
        "below_from": NUMBER,
        "reviewed_to": MONTH,
        "ended": MONTH,
        "returns_owed": WHOLE,
    },
    ("contract",),
    {
        "prime": "",
        "district": "",
        "programme": "",
        "freshness": "",
        "on_profile_from": float("nan"),
        "below_from": float("nan"),
        "reviewed_to": pd.NaT,
        "ended": pd.NaT,
        "returns_owed": 0,
    },
)

RETURNS_OWED = FrameContract(
    "returns_owed",
    {"contract": TEXT, "month": MONTH, "due_on": DATE, "days_late": WHOLE},
    ("contract", "month"),
)

ROWS_HELD = FrameContract(
    "rows_held",
    {"contract": TEXT, "submission": WHOLE, "rows": WHOLE},
    ("contract", "submission"),
)

RESTATED = FrameContract(
    "restated",
    {"contract": TEXT, "month": MONTH, "measure": TEXT, "before": NUMBER, "after": NUMBER},
    ("contract", "month", "measure"),
)

REGISTERED = FrameContract(
    "registered",
    {
        "contract": TEXT,
        "prime": TEXT,
        "district": TEXT,
        "service": TEXT,
        "starts_on": DATE,
        "ends_on": DATE,
    },
    ("contract",),
    {"district": "", "service": "", "starts_on": pd.NaT, "ends_on": pd.NaT},
)

ARRANGED = FrameContract(
    "arranged",
    {
        "contract": TEXT,
        "arrangement": TEXT,
        "starts_on": DATE,
        "ends_on": DATE,
        "partner": TEXT,
        "model": TEXT,
        "area": TEXT,
    },
    ("contract", "arrangement", "starts_on"),
    {"ends_on": pd.NaT, "model": "", "area": ""},
)
