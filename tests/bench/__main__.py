"""``make bench``: measure and print. ``BENCH_ROWS`` sets how many rows are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

MEASURES = Path(__file__).with_name("measure.py")

sys.exit(
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", "-n0", str(MEASURES)])
)
