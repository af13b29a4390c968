"""How does a pack stand in a workbook? A sheet a section, with charts of the spreadsheet's own.

Text stays text: no cell can run as a formula. Figures, shares and days are what they are.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from monitoring.charts import palette
from monitoring.inert import runs
from monitoring.pack.content import PLACES, Kind, Style
from monitoring.pack.print_page import title

if TYPE_CHECKING:

    from monitoring.pack.content import Cell, Chart, Content, Section, Table
    from monitoring.pack.print_page import Cover

A4 = 9  # the number of the paper, as workbooks know it
WIDEST, NARROWEST = 48, 9  # characters of a column
SPAN = 10  # columns a sentence runs over
LINE, CHARACTERS = 15, 80  # the height of a line in points, and what fits on one
LONGEST_NAME, LONGEST_ALT = 31, 250  # characters a sheet's name and a chart's description may have
CHART_ROWS = 18  # rows a chart stands on
_DASHES = {Style.ORIGINAL: "dash", Style.REVISED: "solid", Style.OTHER: "round_dot"}
_COLOURS = {
    Style.ORIGINAL: palette.SLATE,
    Style.REVISED: palette.SLATE,
    Style.OTHER: palette.PURPLE,
}


At = tuple[int, int]
"""A row and a column, from nought."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of a workbook, and the forms its cells take."""

    book: Any
    page: Any
    forms: dict[str, Any]

    def text(self, at: At, text: str, form: str = "text") -> None:
        """Write a text as a text, whatever it begins with."""
        self.page.write_string(*at, text, self.forms["quoted" if runs(text) else form])

    def cell(self, at: At, kind: Kind, value: Cell) -> None:
        """Write one cell as what it is; nothing where nothing is known."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            if kind is Kind.DAY:
                moment = datetime.combine(date.fromisoformat(value), datetime.min.time())
                self.page.write_datetime(*at, moment, self.forms[Kind.DAY])
            else:
                self.text(at, value)
        elif kind is Kind.PERCENT:
            self.page.write_number(*at, round(0.01 * value, PLACES), self.forms[Kind.PERCENT])
        else:
            form = "whole" if float(value).is_integer() else Kind.NUMBER
            self.page.write_number(*at, value, self.forms[form])


def workbook(content: Content, cover: Cover) -> bytes:
    """Give a pack as a workbook: its cover, then a sheet for each section."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False})
    book.set_properties({"title": title(content), "created": _naive(cover.made_at)})
    forms = _forms(book)
    _cover(_sheet(book, forms, "Review pack", (content, cover)), content, cover)
    for each in content.sections:
        _section(_sheet(book, forms, each.title, (content, cover)), each)
    book.close()
    return out.getvalue()


def _naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _forms(book: Any) -> dict[str, Any]:  # noqa: ANN401 - the writer's own class
    top = {"valign": "top"}
    wrapped = {**top, "text_wrap": True}
    head = {**wrapped, "bold": True, "bottom": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "heading": book.add_format({"bold": True, "font_size": 12}),
        "said": book.add_format(wrapped),
        "head": book.add_format(head),
        "head right": book.add_format({**head, "align": "right"}),
        "name": book.add_format({"bold": True, **top}),
        "warning": book.add_format({"bold": True, **wrapped, "font_color": palette.ATTENTION}),
        "text": book.add_format(wrapped),
        "quoted": book.add_format({**wrapped, "quote_prefix": True}),
        Kind.NUMBER: book.add_format({**top, "num_format": "#,##0.##;\N{MINUS SIGN}#,##0.##"}),
        "whole": book.add_format({**top, "num_format": "#,##0;\N{MINUS SIGN}#,##0"}),
        Kind.PERCENT: book.add_format({**top, "num_format": "0.0%"}),
        Kind.DAY: book.add_format({**top, "num_format": "d mmm yyyy", "align": "left"}),
    }


def _sheet(book: Any, forms: dict[str, Any], name: str, of: tuple[Content, Cover]) -> _Sheet:  # noqa: ANN401 - the writer's own class
    """Give a sheet set up to be printed: A4 across, with its marking, as-at and page numbers."""
    content, cover = of
    page = book.add_worksheet(name[:LONGEST_NAME])
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    page.fit_to_pages(1, 0)
    marking = _escaped(cover.marking)
    page.set_header(f"&C{marking}")
    page.set_footer(f"&L{_escaped(cover.foot(content))}&C{marking}&R&P of &N")
    made = _Sheet(book, page, forms)
    made.text((0, 0), name, "title")
    return made


def _escaped(text: str) -> str:
    """Give a text that a header prints as it stands."""
    return text.replace("&", "&&")


def _cover(sheet: _Sheet, content: Content, cover: Cover) -> None:
    sheet.text((0, 0), title(content), "title")
    sheet.page.set_column(0, 0, 18)
    sheet.page.set_column(1, 1, 90)
    row = 2
    if cover.warning:
        sheet.text((row, 1), cover.warning, "warning")
        row += 1
    for name, value in [("Marking", cover.marking), *cover.facts(content)]:
        sheet.text((row, 0), name, "name")
        sheet.text((row, 1), value)
        row += 1
    for each in content.sections:
        row += 1
        link = f"internal:'{each.title[:LONGEST_NAME]}'!A1"
        sheet.page.write_url(row, 1, link, string=each.title)


def _section(sheet: _Sheet, one: Section) -> None:
    """Write what a section says, then its tables, then its charts with the figures they draw."""
    row = 2
    for said in one.said:
        sheet.page.merge_range(row, 0, row, SPAN - 1, "", sheet.forms["said"])
        sheet.text((row, 0), said, "said")
        sheet.page.set_row(row, LINE * (1 + len(said) // CHARACTERS))
        row += 1
    widths: dict[int, int] = {}
    for table in one.tables:
        row = _table(sheet, row + 1, table, widths)
    for chart in one.charts:
        row = _chart(sheet, row + 1, chart)
    for column in range(max([*widths, 0]) + 1):
        sheet.page.set_column(column, column, widths.get(column, NARROWEST))


def _table(sheet: _Sheet, row: int, one: Table, widths: dict[int, int]) -> int:
    """Write a table; give the row after it."""
    sheet.text((row, 0), one.title, "heading")
    for at, column in enumerate(one.columns):
        right = column.kind in {Kind.NUMBER, Kind.PERCENT}
        sheet.text((row + 1, at), column.title, "head right" if right else "head")
        _widen(widths, at, max(column.title.split(), key=len))
    for down, cells in enumerate(one.rows, start=row + 2):
        for at, (column, value) in enumerate(zip(one.columns, cells, strict=True)):
            sheet.cell((down, at), column.kind, value)
            _widen(widths, at, value if isinstance(value, str) else "")
    return row + 2 + len(one.rows)


def _widen(widths: dict[int, int], at: int, text: str) -> None:
    longest = max(NARROWEST, min(WIDEST, len(text) + 2))
    widths[at] = max(widths.get(at, NARROWEST), longest)


def _chart(sheet: _Sheet, row: int, one: Chart) -> int:
    """Write the figures a chart draws and the chart beside them; give the row after both."""
    sheet.text((row, 0), one.title, "heading")
    _figures(sheet, row + 1, one)
    drawn = sheet.book.add_chart({"type": "column"})
    lines = sheet.book.add_chart({"type": "line"})
    name, last = sheet.page.name, row + 1 + len(one.months)
    for at, each in enumerate(one.series, start=1):
        of = {
            "name": [name, row + 1, at],
            "categories": [name, row + 2, 0, last, 0],
            "values": [name, row + 2, at, last, at],
        }
        if each.style is Style.ACTUAL:
            drawn.add_series({**of, "fill": {"color": palette.ACTUAL}, "gap": 40})
        else:
            line = {"color": _COLOURS[each.style], "dash_type": _DASHES[each.style], "width": 2}
            lines.add_series({**of, "line": line})
    if any(each.style is not Style.ACTUAL for each in one.series):
        drawn.combine(lines)
    _framed(drawn, one)
    described = {"description": one.alt[:LONGEST_ALT]}
    sheet.page.insert_chart(row + 1, len(one.series) + 2, drawn, described)
    return max(last + 2, row + 2 + CHART_ROWS)


def _figures(sheet: _Sheet, row: int, one: Chart) -> None:
    for at, name in enumerate(["Month", *(each.name for each in one.series)]):
        sheet.text((row, at), name, "head right" if at else "head")
    kind = Kind.PERCENT if one.percent else Kind.NUMBER
    for down, month in enumerate(one.months, start=1):
        sheet.text((row + down, 0), month)
        for at, each in enumerate(one.series, start=1):
            value = each.figures[down - 1]
            scaled = 100 * value if one.percent and value is not None else value
            sheet.cell((row + down, at), kind, scaled)


def _framed(drawn: Any, one: Chart) -> None:  # noqa: ANN401 - the writer's own class
    lines = {"visible": True, "line": {"color": "#d9d9d9"}}
    form = "0%" if one.percent else "#,##0"
    drawn.set_title({"name": one.title, "name_font": {"size": 11, "bold": False}})
    drawn.set_y_axis({"min": 0, "num_format": form, "major_gridlines": lines})
    drawn.set_x_axis({"interval_unit": 3})
    drawn.set_legend({"position": "bottom"})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 720, "height": 340})
