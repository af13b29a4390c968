"""Which option answers a finding? Findings say what is the matter, not how this door is used."""

from __future__ import annotations

from typing import Any

HINTS = {
    "large_change": "If that is right, add --confirm-size.",
    "removal": (
        "Add --confirm-size for a file of one month, --month or --mode whole for whole months, "
        "--mode corrections for corrections."
    ),
    "no_rows": "Add --contract and --month.",
}


def hinted(answer: dict[str, Any]) -> dict[str, Any]:
    """Give an answer whose findings name the option that answers them, where there is one."""
    problems = [_with_hint(problem) for problem in answer["problems"]]
    return answer | {"problems": problems}


def _with_hint(problem: dict[str, Any]) -> dict[str, Any]:
    hint = HINTS.get(problem["rule"])
    return problem if hint is None else problem | {"message": f"{problem['message']} {hint}"}
