"""How is a cell of words read, and which characters may it hold?

References and codes are compared as people see them: in one Unicode form, without spaces around
them and without characters that have no width.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from monitoring.checks.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

LONGEST_WORDS = 200  # the longest name seen is far shorter; an index has limits
LONGEST_REFERENCE = 80
LONGEST_FREE_TEXT = 10_000

_NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(  # control characters, changes of direction, halves of characters
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall"})

TOTAL_ROW = Fault(
    "total_row",
    "This looks like a line of totals. Remove it: totals are worked out here.",
)
_CONTROL = Fault(
    "control_character",
    "This cell holds a character that cannot be seen. Type the value again.",
)
_BREAK = Fault("line_break", "This cell holds a line break. Write it on one line.")


def tidy(text: str, longest: int = LONGEST_WORDS) -> str | Fault:
    """Give a short text as people see it, or say why it cannot be kept.

    >>> tidy("  CPA\u200b-1 ")
    'CPA-1'
    """
    if text.isascii() and text.isprintable():
        seen = text.strip()
    else:
        seen = unicodedata.normalize("NFKC", text).translate(_NO_WIDTH).strip()
        if _LINE_BREAK.search(seen):
            return _BREAK
        if _UNSEEN.search(seen) or "\t" in seen:
            return _CONTROL
    if len(seen) > longest:
        return Fault("too_long", f"Write at most {longest} characters.")
    return seen


def tidy_reference(text: str) -> str | Fault:
    """Give a reference as people see it, or say why it cannot be kept."""
    return tidy(text, LONGEST_REFERENCE)


def tidy_free_text(text: str) -> str | Fault:
    """Give a longer text with its line breaks, or say why it cannot be kept."""
    seen = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if _UNSEEN.search(seen):
        return _CONTROL
    if len(seen) > LONGEST_FREE_TEXT:
        return Fault("too_long", f"Write at most {LONGEST_FREE_TEXT} characters.")
    return seen


def is_plain(texts: Sequence[str]) -> bool:
    """Say whether every cell of references can be kept as it is, without looking at each."""
    together = "".join(texts)
    return (
        together.isascii()
        and together.isprintable()
        and " " not in together
        and max(map(len, texts), default=0) <= LONGEST_REFERENCE
    )


def code_form(text: str) -> str:
    """Give the form in which two spellings of one code are equal.

    >>> code_form("Learning Disability") == code_form("learning_disability")
    True
    """
    return re.sub(r"[\s_\-]+", "_", text.strip()).casefold()


def name_form(text: str) -> str:
    """Give the form in which two spellings of one name are equal: case and spaces apart.

    >>> name_form("North  Office") == name_form("north office")
    True
    """
    return "".join(text.split()).casefold()


def one_line(text: str) -> str:
    """Give a name with single spaces."""
    return " ".join(text.split())


def code_reader(
    codes: Collection[str], aliases: Sequence[tuple[str, str]] = ()
) -> Callable[[str], str | Fault]:
    """Give the reader of a column that holds one of a list of codes."""
    known = {code_form(code): code for code in codes}
    known.update((code_form(alias), code) for alias, code in aliases)
    listed = ", ".join(codes)

    def read(text: str) -> str | Fault:
        found = known.get(code_form(text))
        if found is not None:
            return found
        return Fault("unknown_code", f"Write one of: {listed}.{nearest(text, known)}")

    return read


def codes_reader(codes: Collection[str]) -> Callable[[str], str | Fault]:
    """Give the reader of a column that holds several codes, separated by semicolons."""
    one = code_reader(codes)

    def read(text: str) -> str | Fault:
        found = [one(part) for part in text.split(";") if part.strip()]
        wrong = next((each for each in found if isinstance(each, Fault)), None)
        if wrong is not None:
            return Fault("unknown_code", f"Separate codes by semicolons. {wrong.message}")
        return ";".join(sorted({each for each in found if isinstance(each, str)}))

    return read


def measure_reader(
    counts: frozenset[str] | None, rates: frozenset[str], aliases: Sequence[tuple[str, str]]
) -> Callable[[str], str | Fault]:
    """Give the reader of a column of measures; ``counts`` None means any word may stand."""
    known = {code_form(code): code for code in counts or ()}
    known.update((code_form(alias), code) for alias, code in aliases)
    refused = {code_form(code) for code in rates}
    listed = ", ".join(sorted(counts or ()))

    def read(text: str) -> str | Fault:
        form = code_form(text)
        if form in known:
            return known[form]
        if form in refused:
            return Fault(
                "rate_not_count",
                "This is a rate. Return the two counts it is made from; rates are worked out here.",
            )
        if counts is None:
            return form
        return Fault(
            "unknown_measure",
            f"The programme has no such measure. Write one of: {listed}.{nearest(text, known)}",
        )

    return read


def yes_or_no(text: str) -> bool | Fault:
    """Read yes or no.

    >>> yes_or_no("Yes"), yes_or_no("n")
    (True, False)
    """
    found = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    answer = found.get(text.casefold())
    return Fault("not_yes_or_no", "Write yes or no.") if answer is None else answer


def nearest(text: str, known: dict[str, str]) -> str:
    """Suggest the known code nearest to a text, as the end of a message."""
    close = get_close_matches(code_form(text)[:LONGEST_WORDS], known, n=1, cutoff=0.75)
    return f" Did you mean {known[close[0]]}?" if close else ""
