"""How are the measures of a programme told, and the rules a contract runs under?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from db import registers
from db.queries.rules_in_force import rules_in_force
from monitoring import definitions, formulas
from pages.shared import loaders, pickers, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    import pandas as pd

    from db.queries.contracts import Terms
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"


def table(rows: pd.DataFrame) -> None:
    """Show a row a measure; its name opens it below."""
    shown = {
        "title": tables.button("Measure", "measures"),
        "meaning": tables.text("What it says", width=590),
        "boundary": tables.text("Standing"),
    }
    tables.show(rows[list(shown)], "Measures", shown, len(rows))
    if title := tables.opened("measures"):
        named = dict(zip(rows["title"], rows["measure"], strict=True))
        st.query_params["measure"] = named[title]


def opened(of: Programme, version: int) -> None:
    """Show everything about the measure in the address: its formula, its owner, its rules."""
    titles = {each.code: each.title for each in of.measures}
    code = pickers.one("measure", "Open a measure", {"": "None"} | titles, width=260)
    if not code:
        return
    measure = of.measure(code)
    with st.container(border=True):
        st.subheader(as_markdown(measure.title))
        for heading, text in definitions.panel(of, measure):
            st.markdown(f"**{heading}.** {as_markdown(sentence(text))}")
        counted = formulas.counted_from(measure) or "no client rows: it is returned as a figure"
        st.markdown(f"**Counted from.** {as_markdown(sentence(counted))}.")
        dated = formulas.counted_by(measure) or "as it was returned"
        st.markdown(f"**What gives it its month.** {as_markdown(sentence(dated))}.")
        st.markdown(f"**Code.** `{measure.code}`, version {version} of {as_markdown(of.name)}.")


def glossary() -> None:
    """Show what the words mean: the same text that stands in the repository."""
    _, _, text = GLOSSARY.read_text("utf-8").partition("\n")
    st.markdown(text)


def rules(visitor: Visitor, terms: Terms, of: Programme) -> None:
    """Show the rules a contract runs under, the ones set for it before the defaults."""
    on = registers.working_date(of, loaders.now())
    found: pd.DataFrame = loaders.read(
        visitor,
        ("rules", terms.reference, on),
        lambda session: rules_in_force(session, terms.reference, on),
    )
    found = found.sort_values("since", ascending=False, kind="stable")
    found = found.assign(value=[text.replace("_", " ") for text in found["value"]])
    shown = {
        "rule": "Rule",
        "value": "In force",
        "since": "Since",
        "authority": "Authority",
        "code": "Code",
    }
    tables.written(found, "Rules in force", shown)
    st.caption("Where no day is given the default stands: the contract has not said otherwise.")
