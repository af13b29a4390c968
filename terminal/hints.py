"""Which call answers a finding? Findings say what is the matter, not how this door is used."""

from __future__ import annotations

import shlex
import sys
from typing import Any

HINTS = {
    "large_change": "If that is right, add --confirm-size.",
    "no_rows": "Add --contract and --month.",
}
REMOVAL = (
    "To keep those rows, and add or correct what the file holds: `{call} --mode corrections`. "
    "To remove them, because the file holds everything of its months: `{call} --mode whole`."
)


def hinted(answer: dict[str, Any]) -> dict[str, Any]:
    """Give an answer whose findings name the option or the call that answers them."""
    problems = [_with_hint(problem) for problem in answer["problems"]]
    return answer | {"problems": problems}


def _with_hint(problem: dict[str, Any]) -> dict[str, Any]:
    rule = problem["rule"]
    hint = REMOVAL.format(call=_again()) if rule == "removal" else HINTS.get(rule)
    return problem if hint is None else problem | {"message": f"{problem['message']} {hint}"}


def _again() -> str:
    """Give the call that was typed, as one that publishes."""
    _, _, *words = sys.argv
    return f"python cli.py load {shlex.join(words)}"
