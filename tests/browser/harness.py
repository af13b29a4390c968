"""What does a person do in the browser? The steps the browser tests are written in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from tests.browser.serving import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

IDLE = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)
SCREENS = ROOT / "build" / "screens"
SETTLE_MILLISECONDS = 150  # a click reaches the server a moment after it was made
CLICKS = 3
ROW_HEIGHT, HEADER_HEIGHT = 35, 35  # of the data grid, in pixels
GUTTER, FIRST_COLUMN = 15, 45  # from its left; the first column begins at 0 or after the gutter


def wait_idle(page: Page) -> None:
    """Wait until the page is connected and its script has run."""
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    page.wait_for_selector(IDLE, state="attached")


def visit(page: Page, path: str = "/") -> None:
    """Open an address of the site and wait until it is there."""
    page.goto(path)
    wait_idle(page)


def view_as(page: Page, login: str, path: str = "/") -> None:
    """Become one of the sample's people, and go on to a page."""
    visit(page, "/view-as?" + urlencode({"user": login, "next": path}))


def press(page: Page, name: str) -> None:
    """Press the button of that name and wait for what it does."""
    page.get_by_role("button", name=name, exact=True).click()
    wait_idle(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box."""
    page.get_by_test_id("stSelectbox").filter(has_text=label).get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    wait_idle(page)


def upload(page: Page, name: str, data: bytes, *, kind: str = "text/csv") -> None:
    """Drop a file on the page's uploader."""
    file = {"name": name, "mimeType": kind, "buffer": data}
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    wait_idle(page)


def download(page: Page, name: str) -> tuple[str, bytes]:
    """Press a download button; give the file's name and bytes."""
    with page.expect_download() as arriving:
        page.get_by_role("button", name=name, exact=True).click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def grid(page: Page, alt: str) -> Locator:
    """Give the table a page names so in its alternative text."""
    found = page.get_by_role("region", name=alt)
    found.wait_for()
    return found


def read_grid(page: Page, alt: str) -> list[list[str]]:
    """Read a table, its header first; only the rows in view are there to be read."""
    rows = grid(page, alt).locator("[role=grid] [role=row]")
    rows.first.wait_for(state="attached")
    cells = "row => [...row.querySelectorAll('[role=columnheader],[role=gridcell]')]"
    return [row.evaluate(f"{cells}\n.map(cell => cell.textContent)") for row in rows.all()]


def point(page: Page, alt: str, x: float, row: int) -> tuple[float, float]:
    """Give the place on the screen of a row of a table, counted from nought."""
    canvas = grid(page, alt).locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box, "the table is not on the screen"
    return box["x"] + x, box["y"] + HEADER_HEIGHT + ROW_HEIGHT * row + ROW_HEIGHT / 2


def select_row(page: Page, alt: str, row: int) -> None:
    """Select a row of a table, counted from nought, by the box at its left."""
    page.mouse.click(*point(page, alt, GUTTER, row))
    wait_idle(page)


def edit_cell(page: Page, alt: str, row: int, column: int, text: str) -> None:
    """Type into a cell of an editable table, both counted from nought."""
    chosen = grid(page, alt).locator("[aria-selected=true]")
    for _ in range(CLICKS):  # the first click may only bring the table to the front
        page.mouse.click(*point(page, alt, FIRST_COLUMN, row))
        page.wait_for_timeout(2 * SETTLE_MILLISECONDS)
        if chosen.count():
            break
    for key in (*["ArrowRight"] * column, "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(SETTLE_MILLISECONDS)  # what is typed at once is lost
    page.locator(".gdg-input").fill(text)
    page.keyboard.press("Enter")
    wait_idle(page)
    page.keyboard.press("Escape")  # a cell left chosen would open at the next click


def figures(page: Page) -> dict[str, str]:
    """Give the figures of a page by their labels, once they are drawn."""
    found: dict[str, str] = {}
    page.get_by_test_id("stMetric").first.wait_for()
    for metric in page.get_by_test_id("stMetric").all():
        label = metric.get_by_test_id("stMetricLabel").inner_text()
        found[label.strip()] = metric.get_by_test_id("stMetricValue").inner_text().strip()
    return found


def chart(page: Page, alt: str) -> list[dict[str, object]]:
    """Give the traces of a chart as they are drawn: name, type and the values of y."""
    drawn = page.get_by_role("figure", name=alt).locator(".js-plotly-plot")
    drawn.wait_for()
    trace = "t => ({name: t.name, type: t.type, x: Array.from(t.x), y: Array.from(t.y)})"
    traces: list[dict[str, object]] = drawn.evaluate(f"plot => plot._fullData.map({trace})")
    return traces


def words(page: Page) -> str:
    """Give everything that can be read on the page, with spaces made single."""
    return re.sub(r"\s+", " ", page.get_by_test_id("stApp").inner_text())


def screenshot(page: Page, name: str, *widths: int) -> None:
    """Keep pictures of the whole page under build/screens, at the window's width or at each."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    window = page.viewport_size or {"width": 1440, "height": 900}
    for width in widths or (window["width"],):
        page.set_viewport_size({"width": width, "height": window["height"]})
        wait_idle(page)
        # The page scrolls within the window, so the window is made as high as the page.
        height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, window["height"])})
        wait_idle(page)
        page.screenshot(path=SCREENS / (f"{name}-{width}.png" if widths else f"{name}.png"))
    page.set_viewport_size(window)
    wait_idle(page)


def address(page: Page, path: str) -> str:
    """Give the whole address of a path of the site a page is on."""
    return urljoin(page.url, path)
