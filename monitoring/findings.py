"""What is wrong, where, and what would put it right?"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from monitoring.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a file: where it is, what was found and how to put it right.

    ``row`` is the number a person sees in the file (the header is row 1) and ``value`` what stood
    there; both are None where a finding is about the whole file or the value may not be repeated.
    """

    row: int | None
    column: str | None
    rule: str
    severity: Severity
    message: str
    value: str | None = None

    def as_json(self) -> dict[str, object]:
        """Give the finding as the terminal prints it."""
        return asdict(self)


class Unreadable(Exception):  # noqa: N818 - it names the file's state, which is what a handler asks
    """The file or its header cannot be read; carries the findings that say why."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the findings; the text of the error never repeats what the file holds."""
        super().__init__("; ".join(problem.rule for problem in problems))
        self.problems = problems


def refuses(rule: str, message: str, *, row: int | None = None, column: str | None = None,
            value: str | None = None) -> Problem:
    """Give a finding that refuses the whole file."""
    return Problem(row, column, rule, Severity.REFUSES, message, value)


def holds(rule: str, message: str, *, row: int, column: str | None = None,
          value: str | None = None) -> Problem:
    """Give a finding that holds one row."""
    return Problem(row, column, rule, Severity.HOLDS, message, value)


def attention(rule: str, message: str, *, row: int | None = None, column: str | None = None,
              value: str | None = None) -> Problem:
    """Give a finding that is noted and holds nothing back."""
    return Problem(row, column, rule, Severity.ATTENTION, message, value)
