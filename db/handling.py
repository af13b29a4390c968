"""Which handling marking stands on every page, file and print? Its text is a setting."""

from __future__ import annotations

import os

SETTING = "MONITOR_MARKING"
DEFAULT = "OFFICIAL"


def marking() -> str:
    """Give the handling marking of this installation; OFFICIAL where none is set."""
    return os.environ.get(SETTING, "").strip() or DEFAULT
