"""What does a pack say, made again from its number, and is it the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import packs
from db.publishing.request import CallError
from monitoring.pack.print_page import STYLE, body, page
from monitoring.pack.workbook import workbook
from pages.shared import exports, identity, loaders
from pages.shared.exports import Export
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.packs import Opened
    from db.queries.contracts import Terms
    from monitoring.pack.print_page import Cover
    from pages.shared.identity import Visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
ON_PAPER = '@media print { [data-testid="stSelectbox"] { display: none; } }'


def asked() -> int | None:
    """Give the number of the pack in the address; None for none."""
    number = st.query_params.get("pack", "")
    return int(number) if number.isdecimal() else None


def show(visitor: Visitor, terms: Terms, number: int) -> None:
    """Show one pack: whether it is the same, its files, and all it says."""
    try:
        found = _read(visitor, terms.reference, number)
    except CallError as said:
        st.info(as_markdown(str(said)))
        _back()
        return
    cover = packs.cover(found, sample=identity.sample())
    _same(found)
    with st.container(horizontal=True, key="pack files"):
        _offer(visitor, found, cover, "xlsx")
        _offer(visitor, found, cover, "html")
        _back()
    told = body(found.content, cover, pictures=True)
    st.html(f"<style>{STYLE}{ON_PAPER}</style>{told}")


def _read(visitor: Visitor, contract: str, number: int) -> Opened:
    """Make the pack again: of what was known then, so it is the same until rights change."""
    made: Opened = loaders.read(
        visitor, ("pack", contract, number), lambda session: packs.opened(session, contract, number)
    )
    return made


def _same(found: Opened) -> None:
    """Say whether the pack says what it said when it was frozen."""
    badge = ":blue-badge[Reproduced]" if found.same else ":orange-badge[Not the same]"
    st.markdown(f"{badge} {as_markdown(packs.reproduced(found))}")


def _offer(visitor: Visitor, found: Opened, cover: Cover, ending: str) -> None:
    """Offer the pack as a workbook, or as a page to print."""
    contract, number = found.content.contract, found.kept.number
    label, mime, made = {
        "xlsx": ("Download as Excel workbook", XLSX, lambda: workbook(found.content, cover)),
        "html": ("Download to print", HTML, lambda: page(found.content, cover).encode()),
    }[ending]
    make: Callable[[], bytes] = made
    version = f"{visitor.login} {cover.sha256} {cover.warning}"
    file = Export(
        f"pack-{contract}-{number}",
        ending,
        version,
        make,
        mime,
        subject=f"pack {number}",
        contract=contract,
        told=exports.Told.COVER,
    )
    exports.offer(label, file)


def _back() -> None:
    if st.button("All packs"):
        del st.query_params["pack"]
        st.rerun()
