"""Who answers for each process under a contract, and how is it changed?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.governance import shown
from monitoring.governance.parties import Party, party_name
from monitoring.governance.responsibilities import LETTERS, owner_line
from monitoring.narrative import day
from monitoring.narrative.words import count_of, listed
from pages.shared import tables, written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from monitoring.governance.responsibilities import Matrix
    from pages.shared.identity import Visitor

PARTIES = tuple(Party)
HEADINGS = {party: party_name(party) for party in Party} | {Party.TPPM: "TPPM", Party.BDC: "BDC"}
SPELT = "TPPM: third party provision manager. BDC: Benefit Delivery Centre."
LETTER_WORDS = {
    "A": "A: answers for it",
    "R": "R: does it",
    "C": "C: is consulted",
    "I": "I: is told",
    "-": "No part in it",
}


def finding(found: Matrix) -> str:
    """Say how many processes there are and where the parties do not agree."""
    disputed = [
        each.title.lower()
        for each in found.processes
        if any(each.cell(party).disputed for party in Party)
    ]
    processes = count_of(len(found.processes), "process", "processes")
    if not disputed:
        return f"{processes}; nobody disputes who answers for any of them."
    return f"{processes}; who does what is disputed in {len(disputed)}: {listed(disputed)}."


def show(found: Matrix) -> None:
    """Show the matrix, one row a process and one column a party; a dispute in words."""
    rows = [
        {"process": each.title}
        | {party: each.cell(party).shown for party in Party}
        | {"source": each.source}
        for each in found.processes
    ]
    columns = {"process": tables.text("Process", pinned=True, width=250)}
    columns |= {party: tables.text(HEADINGS[party], width=140) for party in Party}
    columns |= {"source": tables.text("From")}
    tables.show(shown.table(rows, columns), "Who answers for what", columns)
    told = ", ".join(f"{letter} {words}" for letter, words in LETTERS.items() if letter != "-")
    st.caption(as_markdown(f"{told}. Disputed: the parties do not agree on it. {SPELT}"))
    for one in found.overrides:
        process = found.process(one.process)
        title = process.title if process else one.process
        cell = one.cell.shown or "no part"
        said = f"{title}, {party_name(one.party)}: {cell}; set by {one.who} on {day(one.at)}"
        st.caption(as_markdown(f"Of this contract: {said}."))


def lines(found: Matrix) -> None:
    """Say each process in a sentence, for who cannot read a wide table."""
    with st.expander("In sentences"):
        for each in found.processes:
            st.text(owner_line(each))


def setting(visitor: Visitor, terms: Terms, found: Matrix) -> None:
    """Let the contract manager record what the contract agreed otherwise."""
    if not visitor.scope.may_send("contracts", "dwp", terms.contract_id):
        return
    titles = {each.code: each.title for each in found.processes}
    with st.expander("Record what this contract agreed"), st.form("responsibility", border=False):
        process = st.selectbox("Process", list(titles), format_func=lambda code: titles[code])
        party = st.selectbox("Party", PARTIES, format_func=party_name)
        letter = st.selectbox(
            "Part", list(LETTER_WORDS), format_func=lambda code: LETTER_WORDS[code]
        )
        disputed = st.checkbox("The parties do not agree on it")
        text = st.text_input("Condition, or where it was agreed", max_chars=120)
        audience = written.readers(written.sides(visitor, terms), "responsibility")
        if st.form_submit_button("Save", type="primary"):
            cell = f"{letter}{'?' if disputed else ''} {text}".strip()
            where, pen = written.place(terms, audience), written.pen(visitor)
            change = partial(governance.set_responsibility, pen, where, str(process), party, cell)
            written.save(change, "Recorded.")
