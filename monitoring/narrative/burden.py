"""What is said about the work that returns ask of those who send them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.datasets import ALL
from monitoring.governance.requests import hours
from monitoring.narrative.words import count_of
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    import pandas as pd

NO_DATASET = "Other figures"
SOURCES = {
    Source.PROVIDER_MI: "The provider",
    Source.PLMI: "The provider, for PLMI",
    Source.PARTNER: "Its partners",
}


def burden_finding(rows: pd.DataFrame) -> str:
    """Say how many fields are asked for, how many no page uses, and what was sent more than once.

    Parameters
    ----------
    rows
        The frame ``burden.BURDEN`` of one provider.
    """
    sent = rows[rows["returns"].gt(0)]
    if sent.empty:
        return "Nothing was sent yet."
    kinds = sent.drop_duplicates("dataset")
    asked = count_of(int(kinds["fields"].sum()), "field", "fields")
    kind = count_of(len(kinds), "kind of return", "kinds of return")
    again, every = int(sent["resubmissions"].sum()), int(sent["returns"].sum())
    said = [
        f"{asked} in {kind}; {int(kinds['unused'].sum()):,} of them are used by no page.",
        f"{again:,} of {count_of(every, 'return', 'returns')} covered months returned before.",
    ]
    if minutes := int(rows["minutes"].sum()):
        said.append(f"Answering requests took {hours(minutes)}.")
    return " ".join(said)


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the burden as a table reads it, what asks for most first.

    Parameters
    ----------
    rows
        The frame ``burden.BURDEN`` of one provider.

    Returns
    -------
    ``kind``, ``whose``, ``took`` and ``names`` (the fields no page uses) in words, beside the
    counts.
    """
    shown = rows.sort_values(["unused", "fields", "rows"], ascending=False, ignore_index=True)
    return shown.assign(
        kind=[ALL[name].title if name else NO_DATASET for name in shown["dataset"]],
        whose=[SOURCES[Source(source)] for source in shown["source"]],
        took=[hours(minutes) if minutes else "" for minutes in shown["minutes"]],
        names=[
            _named(names, number, asked)
            for names, number, asked in zip(
                shown["unused_fields"], shown["unused"], shown["fields"], strict=True
            )
        ],
    )


def _named(names: str, number: int, asked: int) -> str:
    return f"All {asked:,}: {names}" if number == asked else names
