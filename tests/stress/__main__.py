"""What becomes of every awkward file in a folder? ``python -m tests.stress FOLDER``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def main(folder: str) -> int:
    """Run the tests of this folder over a folder of corpora, and give what pytest says."""
    os.environ["CORPORA"] = folder
    return pytest.main([str(Path(__file__).parent), "-q", "-p", "no:cacheprovider", "-rP"])


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
