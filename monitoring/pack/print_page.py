"""How does a pack stand on paper? One page in itself: no script, no font, nothing to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from monitoring.charts.still import as_image, still
from monitoring.narrative.words import day, number, percent
from monitoring.pack.content import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.pack.content import Cell, Chart, Column, Content, Section, Table

SHORT = 12  # rows of a section that need no page of their own
STYLE = """
.pack { max-width: 60rem; line-height: 1.45; overflow-wrap: break-word; }
.pack h1 { font-size: 1.7rem; margin: 0.4rem 0; }
.pack h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid currentColor; }
.pack h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
.pack p { margin: 0.3rem 0 0.6rem; }
.pack .wide { overflow-x: auto; }
.pack table { border-collapse: collapse; width: 100%; font-size: 0.82rem; margin-bottom: 1rem; }
.pack caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
.pack th, .pack td { text-align: left; vertical-align: top; padding: 0.25rem 0.7rem 0.25rem 0;
  border-bottom: 1px solid rgba(127, 137, 150, 0.4); }
.pack th.figure, .pack td.figure { text-align: right; padding-right: 1.2rem;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
.pack td.day { white-space: nowrap; }
.pack .still { width: 100%; min-width: 32rem; max-width: 46rem; height: auto; }
.pack dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem;
  margin: 0.5rem 0 1rem; }
.pack dl.facts dt { font-weight: 600; }
.pack dl.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.pack .marking { font-weight: 700; letter-spacing: 0.06em; }
@media print {
  .pack section.long { break-before: page; }
  .pack section.short { break-inside: avoid; }
  .pack .still { min-width: 0; }
  .pack tr, .pack .still { break-inside: avoid; }
  .pack h2, .pack h3, .pack caption { break-after: avoid; }
  .pack thead { display: table-header-group; }
  .pack .wide { overflow: visible; }
}
"""
_WHOLE = """
@page { size: A4 portrait; margin: 18mm 14mm;
  @top-center { content: "%(marking)s"; font: 700 9pt sans-serif; }
  @bottom-left { content: "%(foot)s"; font: 8pt sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; }
}
body { font-family: system-ui, sans-serif; color: #0b0c0c; background: #fff;
  margin: 0 auto; padding: 1rem; max-width: 60rem; }
@media print { body { padding: 0; } .pack { font-size: 10pt; max-width: none; } }
"""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands around the content: its number, its marking, its digest, what it is made of."""

    number: int
    marking: str
    sha256: str
    made_by: str
    made_at: datetime
    sample: str = ""
    warning: str = ""  # that it does not say what it said

    def foot(self, content: Content) -> str:
        """Give the line at the foot of every page."""
        return f"Pack {self.number}, contract {content.contract}, known as at {as_at(content)}"

    def facts(self, content: Content) -> list[tuple[str, str]]:
        """Give what heads a pack, as names and values."""
        told = [
            ("Contract", f"{content.name} ({content.contract}), {content.prime}"),
            ("Programme", content.programme),
            ("Quarter", content.quarter),
            ("Known as at", as_at(content)),
            ("Who reads it", f"{content.readers[:1].upper()}{content.readers[1:]}"),
            ("Number", f"Pack {self.number} of contract {content.contract}"),
            ("Made by", f"{self.made_by}, {day(self.made_at)}"),
            ("Digest", self.sha256),
        ]
        return told + [("Data", self.sample)] * bool(self.sample)


def as_at(content: Content) -> str:
    """Write the instant a pack knows up to."""
    at = datetime.fromisoformat(content.as_at)
    return f"{day(at)}, {at:%H:%M} UTC"


def title(content: Content) -> str:
    """Name a pack."""
    return f"Review pack: {content.name}, {content.quarter}"


def page(content: Content, cover: Cover) -> str:
    """Give a whole page to print, or to send."""
    told = {"marking": _quoted(cover.marking), "foot": _quoted(cover.foot(content))}
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title(content))}</title>"
        f"<style>{_WHOLE % told}{STYLE}</style></head>"
        f"<body>{body(content, cover)}</body></html>"
    )


def _quoted(text: str) -> str:
    """Give a text that can stand within quotes of a style sheet, and closes none."""
    return "".join(each if each.isalnum() or each in " -,.:()" else " " for each in text)


def body(content: Content, cover: Cover, *, pictures: bool = False) -> str:
    """Give what stands on the page, to be put into another; charts as pictures where asked."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in cover.facts(content)
    )
    mark = f'<p class="marking">{escape(cover.marking)}</p>'
    warned = f"<p><strong>{escape(cover.warning)}</strong></p>" if cover.warning else ""
    sections = "".join(_section(each, pictures=pictures) for each in content.sections)
    return (
        f'<div class="pack">{mark}<h1>{escape(title(content))}</h1>{warned}'
        f'<dl class="facts">{facts}</dl>{sections}{mark}</div>'
    )


def _section(one: Section, *, pictures: bool) -> str:
    told = "".join(f"<p>{escape(each)}</p>" for each in one.said)
    charts = "".join(_chart(each, picture=pictures) for each in one.charts)
    tables = "".join(map(_table, one.tables))
    rows = sum(len(each.rows) for each in one.tables)
    kind = "long" if one.charts or rows > SHORT else "short"
    title_ = f"<h2>{escape(one.title)}</h2>"
    return f'<section class="{kind}">{title_}{told}{charts}{tables}</section>'


def _chart(one: Chart, *, picture: bool) -> str:
    drawn = still(one)
    if picture:
        drawn = f'<img class="still" src="{as_image(one)}" alt="{escape(one.alt)}">'
    return f'<h3>{escape(one.title)}</h3><div class="wide">{drawn}</div>'


def _table(one: Table) -> str:
    heads = "".join(f"<th{_class(each)}>{escape(each.title)}</th>" for each in one.columns)
    rows = "".join(f"<tr>{''.join(_cells(one.columns, row))}</tr>" for row in one.rows)
    return (
        f'<div class="wide"><table><caption>{escape(one.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(columns: Iterable[Column], row: Iterable[Cell]) -> Iterable[str]:
    for column, value in zip(columns, row, strict=True):
        yield f"<td{_class(column)}>{escape(written(column.kind, value))}</td>"


def _class(column: Column) -> str:
    if column.kind in {Kind.NUMBER, Kind.PERCENT}:
        return ' class="figure"'
    return ' class="day"' if column.kind is Kind.DAY else ""


def written(kind: Kind, value: Cell) -> str:
    """Write a cell as people read it; blank where nothing is known.

    Examples
    --------
    >>> written(Kind.PERCENT, 59.33), written(Kind.DAY, "2009-02-14"), written(Kind.NUMBER, None)
    ('59.3%', '14 February 2009', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return day(date.fromisoformat(value)) if kind is Kind.DAY and value else value
    return percent(0.01 * value) if kind is Kind.PERCENT else number(value)
