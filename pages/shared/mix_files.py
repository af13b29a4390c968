"""How does the client mix leave: without readiness unless it is answered for, or anonymised?"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.extracting import ANONYMISED, anonymised_files, may_anonymise
from db.reports import View
from monitoring.client_mix import Dimension
from monitoring.narrative import mix as words
from pages.shared import exports, loaders, printed, telling

if TYPE_CHECKING:
    from db.reports import Report
    from pages.shared.identity import Visitor
    from pages.shared.mix import Chosen


def leave(visitor: Visitor, asked: Chosen, report: Report, said: str) -> None:
    """Offer the report as a file, without readiness bands unless somebody answers for them."""
    with_bands = asked.dimension == Dimension.READINESS and st.checkbox(
        "Put readiness bands in the file", help=words.LEFT_OUT
    )
    frame = report.frame
    if not with_bands:
        frame = frame[frame["dimension"] != Dimension.READINESS].reset_index(drop=True)
        said = "" if asked.dimension == Dimension.READINESS else said
    noted = report.parameters | {"readiness": "as authorised" if with_bands else "left out"}
    telling.offer(visitor, "client_mix", replace(report, frame=frame, parameters=noted), None, said)


def anonymised(visitor: Visitor) -> None:
    """Offer the anonymised export of all that is seen, to who may make one."""
    if not may_anonymise(visitor.scope) or printed.asked_for():
        return

    def make() -> bytes:
        with loaders.reading(visitor) as session:
            files = anonymised_files(session, View(), loaders.now())
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in files.items():
                book.writestr(name, text.encode("utf-8-sig"))
        return packed.getvalue()

    with st.expander("Anonymised export"):
        st.text(words.ANONYMISED)
        version = f"{visitor.login} {loaders.now().isoformat()}"
        file = exports.Export(
            ANONYMISED,
            "zip",
            version,
            make,
            "application/zip",
            subject=ANONYMISED,
            said={"readiness": "left out"},
            told=exports.Told.COVER,
        )
        exports.offer("Make an anonymised export", file, key="anonymised")
