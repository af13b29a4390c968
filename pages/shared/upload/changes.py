"""What will change if the file is published, and is that what its sender means?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative import modes_said, returns
from monitoring.vocabulary import Mode
from pages.shared.measure_titles import measure_titles
from pages.shared.upload import figures
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft
    from pages.shared.upload.foresight import Foreseen

WHY = "Why these figures change (optional). Everybody who may see this return can read it."


def settled(visitor: Visitor, draft: Draft, seen: Foreseen) -> bool:
    """Show what changes; say whether everything that needs a yes has one."""
    st.subheader("4. What will change")
    mode = _mode(draft, seen)
    draft.mode = None if mode is seen.usual else mode  # what goes without saying is not said
    if mode is None:
        return False
    answer = seen.answers[mode]
    st.text(f"{returns.span(answer.months)}, {returns.contracts(answer.contracts)}.")
    figures.rows(answer)
    figures.movements(answer, measure_titles(visitor))
    if answer.changes.changed or answer.changes.removed:
        draft.reason = st.text_input(WHY, draft.reason, key=draft.key("reason"))
    asked = seen.questions.get(mode, ())
    said = [
        st.checkbox(as_markdown(sentence), key=draft.key(f"sure {place} {mode}"))
        for place, sentence in enumerate(asked)
    ]
    draft.sure = bool(said) and all(said)
    return all(said)


def _mode(draft: Draft, seen: Foreseen) -> Mode | None:
    """Ask how the file is meant, with what each way would do to the rows that stand."""
    modes = tuple(seen.answers)
    if len(modes) == 1:
        st.text("It has no months: its rows correct or add to what stands.")
        return modes[0]
    now = draft.mode or seen.usual
    ways = modes_said.ways(draft.dataset or "")
    st.text(ways.left_out(seen.answers[Mode.WHOLE].changes.removed))
    shown = tuple(mode for mode in ways.order if mode in modes)
    return st.radio(
        "How is the file meant?",
        shown,
        shown.index(now) if now else None,
        format_func=ways.titles.__getitem__,
        captions=tuple(_would(seen.answers[mode], ways.does[mode]) for mode in shown),
        key=draft.key("mode"),
    )


def _would(answer: Answer, does: str) -> str:
    done = answer.changes
    return f"{does} {returns.changes(done.added, done.changed, done.removed, done.unchanged)}"
