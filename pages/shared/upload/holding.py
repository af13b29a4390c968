"""What was put right so far, and shall the faulty rows be held?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative.words import count_of

if TYPE_CHECKING:
    from pages.shared.upload.draft import Draft


def put_right(draft: Draft) -> None:
    """Say what was put right so far, and offer to take the last of it back."""
    said = [mend.sentence for mend in draft.mends]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{count_of(len(said), 'change', 'changes')} made here so far.")
        if st.button("Undo the last change", key=draft.key("undo")):
            draft.undo()
            st.rerun()
    with st.expander("What was changed"):
        st.text("\n".join(said))
        st.caption("Rows are numbered as in the file you dropped. The changes are kept with it.")


def ask(draft: Draft, held: int, others: int) -> None:
    """Ask whether the faulty rows are put right first, or held while the others go on."""
    one = held == 1
    whom = "it" if one else "them"
    titles = (
        f"Put {whom} right first",
        f"Hold {whom} and publish the others",
    )
    captions = (
        "Nothing is stored until the faults below are gone.",
        (
            f"{count_of(others, 'row is', 'rows are')} published without {whom}; "
            f"{count_of(held, 'row waits', 'rows wait')} with the reason, in no figure."
        ),
    )
    chosen = st.radio(
        "What shall happen to the faulty row?"
        if one
        else f"What shall happen to the {held:,} faulty rows?",
        (False, True),
        int(draft.hold),
        format_func=titles.__getitem__,
        captions=captions,
        key=draft.key("hold"),
    )
    if chosen is not draft.hold:
        draft.hold = chosen
        st.rerun()
