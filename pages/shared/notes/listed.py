"""How does a note read: what it says, about what, by whom and for whom, and what it said before?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.audiences import WORDS
from monitoring.narrative import day, month
from pages.shared import written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.queries.contracts import Terms
    from monitoring.governance.notes import Note, Standing
    from pages.shared.identity import Visitor

FIRST = 3


def show(
    visitor: Visitor, terms: Terms, found: Sequence[Standing], titles: Mapping[str, str]
) -> None:
    """Show the latest notes, and the others behind a click."""
    for one in found[:FIRST]:
        _one(visitor, terms, one, titles)
    if len(found) > FIRST:
        with st.expander(f"{len(found) - FIRST} earlier"):
            for one in found[FIRST:]:
                _one(visitor, terms, one, titles)


def _one(visitor: Visitor, terms: Terms, one: Standing, titles: Mapping[str, str]) -> None:
    note = one.note
    with st.container(border=True):
        if one.taken_back:
            st.caption(as_markdown(f"A note of {note.who} was taken back on {day(note.at)}."))
        else:
            st.text(note.text)
            st.caption(as_markdown(about(note, titles)))
        if one.earlier:
            with st.popover("What it said before", type="tertiary"):
                for earlier in one.earlier:
                    st.text(f"{earlier.text}\n({earlier.who}, {day(earlier.at)})")
        if note.by == visitor.login and not one.taken_back:
            _mending(visitor, terms, note)


def about(note: Note, titles: Mapping[str, str]) -> str:
    """Say what a note is about, who wrote it when, and who reads it."""
    subject = [titles.get(note.about.measure, note.about.measure)]
    subject += [month(note.about.month)] if note.about.month else []
    subject += [day(note.on_date)] if note.on_date else []
    told = ", ".join(each for each in subject if each)
    lead = f"{told}. " if told else ""
    return f"{lead}{note.who}, {day(note.at)}; {WORDS[note.audience]}."


def _mending(visitor: Visitor, terms: Terms, note: Note) -> None:
    """Let the writer put a note right or take it back; what it said stays to be read."""
    pen = written.pen(visitor)
    with st.popover("Put right or take back"):
        with st.form(f"note {note.number}", border=False):
            text = written.lines("What it should say", f"right {note.number}", note.text)
            mine = written.sides(visitor, terms, note.arrangement)
            audience = written.readers(mine, f"right {note.number}", note.audience)
            if st.form_submit_button("Put it right"):
                where = written.place(terms, audience, note.arrangement)
                written.save(
                    partial(governance.correct, pen, where, note.number, text), "Put right."
                )
        if st.button("Take it back", key=f"back {note.number}"):
            where = written.place(terms, note.audience, note.arrangement)
            written.save(partial(governance.take_back, pen, where, note.number), "Taken back.")
