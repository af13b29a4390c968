"""What would be kept of a file read through a mapping, and does it still say who anybody is?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring.mappings import marked as marking
from pages.shared import lines
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.mappings import Mapping
    from monitoring.reading.table import TextTable

SHOWN = 10


def shows_nobody(mapping: Mapping, table: TextTable) -> bool:
    """Show what would be kept; say whether nothing of it says who somebody is."""
    left = marking.still_personal(mapping, table)
    for each in left:
        st.warning(as_markdown(f"{each.column}: {each.message}"))
    if left:
        return False
    st.markdown("**What would be kept**")
    rows = sendable.first_rows_mapped(mapping, table, SHOWN)
    lines.show(rows, "What would be kept: the first rows")
    return True
