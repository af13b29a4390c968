"""How is text that came in a file shown, so that it is text and nothing else?"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")  # everything that may be a mark of Markdown
_LIST = "margin:0;display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.35rem 1.5rem"


def plain(text: str) -> str:
    r"""Give a text as Markdown that shows just that text.

    >>> plain("[a](b) *c*")
    '\\[a\\]\\(b\\) \\*c\\*'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def facts(pairs: Mapping[str, str]) -> None:
    """Show names and what they are, one below the other."""
    rows = "".join(
        f"<dt style='font-weight:600'>{escape(name)}</dt>"
        f"<dd style='margin:0;overflow-wrap:anywhere'>{escape(text)}</dd>"
        for name, text in pairs.items()
    )
    st.html(f"<dl style='{_LIST}'>{rows}</dl>")
