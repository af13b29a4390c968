"""How does anything leave by the browser? Through here, and made only when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from db import handling
from monitoring import printing
from monitoring.printing import SAMPLE
from pages.shared import identity, loaders
from pages.shared.taking import CSV, Export, Told, for_visit, taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.reports import Report
    from db.scope import Principal

__all__ = [
    "CSV", "SAMPLE", "Export", "Told", "in_a_line", "offer", "offer_report", "rows", "seen_by",
    "taken",
]  # fmt: skip


def offer(label: str, export: Export, *, key: str | None = None, primary: bool = False) -> None:
    """Offer a file; when the button is pressed its bytes are made, and that is written down."""
    who = identity.looking()
    if who is None:
        return
    export = for_visit(export, str(st.user.get("visit") or ""))
    st.download_button(
        label,
        data=lambda: taken(who, export),
        file_name=export.file_name,
        mime=export.mime,
        key=key or f"export {label} {export.file_name}",
        on_click="ignore",
        type="primary" if primary else "secondary",
    )


def rows(
    columns: Sequence[str],
    lines: Sequence[Mapping[str, object]],
    said: Mapping[str, object],
    definitions: Mapping[str, str],
) -> bytes:
    """Write rows as CSV, then what they were asked for, and what each column means."""
    first = {
        "handling": handling.marking(),
        **({"data": SAMPLE} if identity.sample() else {}),
        "seen_by": seen_by(),
        "as_at": said.get("as_at") or datetime.now(tz=UTC).isoformat(timespec="seconds"),
    }
    asked = {name: text for name, text in said.items() if name not in first}
    told = [*first.items(), *asked.items(), *definitions.items()]
    notes: list[dict[str, object]] = [{"about": name, "note": text} for name, text in told]
    table = printing.as_csv(lines, columns)
    return (table + "\n" + printing.as_csv(notes, ("about", "note"))).encode("utf-8-sig")


def seen_by() -> str:
    """Say through whose eyes a file was made: roles and contracts, never a person's name."""
    visitor = identity.visitor()
    if visitor is None:
        return "nobody signed in"
    return handling.seen_by(visitor.scope, loaders.contracts(visitor))


def in_a_line(at: datetime) -> str:
    """Say of a file without rows how it is handled, through whose eyes, and as at when."""
    return f"{handling.marking()}. Seen by {seen_by()}. Known as at {at:%Y-%m-%d %H:%M} UTC."


def offer_report(principal: Principal, report: Report, label: str = "Download as CSV") -> None:
    """Offer a report with its filters, as-at and definitions."""
    asked = {name: value for name, value in report.parameters.items() if value is not None}
    said = {"report": report.name, **asked, "as_at": report.as_at.isoformat()}

    def make() -> bytes:
        lines = printing.records(report.frame, report.whole)
        return rows([str(name) for name in report.frame], lines, said, report.definitions)

    version = f"{principal.login} {said} {len(report.frame)}"
    stem = f"{report.name}-{asked.get('contract', 'all')}"
    made = Export(
        stem,
        "csv",
        version,
        make,
        subject=f"report {report.name}",
        contract=str(asked.get("contract", "")),
        rows=len(report.frame),
        said={**asked, "as_at": report.as_at.isoformat()},
    )
    offer(label, made)
