"""Was every test run for what it says? Fails if one was skipped or expected to fail."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def skipped(report: Path) -> list[str]:
    """Give the names of the tests a JUnit report says were not run or were expected to fail."""
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - pytest wrote it a moment ago
    return [
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if case.find("skipped") is not None
    ]


if __name__ == "__main__":
    names = skipped(Path(sys.argv[1]))
    if names:
        sys.exit("\n".join(["Tests that were skipped or expected to fail:", *names]))
