"""What becomes of the matrix in full, of thousands of questions, of every awkward file in a folder?

``python -m tests.stress [FOLDER]``: without a folder the matrix alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

QUESTIONS = "20000"
HERE = Path(__file__).parent


def main(folder: str) -> int:
    """Run the tests of this folder over a folder of corpora, and give what pytest says."""
    os.environ |= {"CORPORA": folder, "QUESTIONS": QUESTIONS}
    every = [HERE, HERE.parent / "db" / "test_grammar.py"]
    wanted = every if folder else [HERE / "test_matrix.py"]
    return pytest.main([*map(str, wanted), "-q", "-p", "no:cacheprovider", "-rP"])


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
