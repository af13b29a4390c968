"""What becomes of every awkward file in a folder, and of thousands of questions?

``python -m tests.stress FOLDER``.
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
    drawn = HERE.parent / "db" / "test_grammar.py"
    return pytest.main([str(HERE), str(drawn), "-q", "-p", "no:cacheprovider", "-rP"])


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
