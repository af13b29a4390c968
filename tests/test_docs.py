"""Do the documents say what is there, and is what is there in the documents?"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGE_WORDS = 650  # about one printed page


def documents() -> list[Path]:
    """Give every document of ours."""
    places = [
        ROOT.glob("*.md"),
        (ROOT / "docs").rglob("*.md"),
        (ROOT / "sample_data").rglob("*.md"),
    ]
    return sorted(path for place in places for path in place)


def targets() -> set[str]:
    """Give what the Makefile says can be made."""
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def records() -> list[Path]:
    """Give the decision records in their order."""
    return sorted((ROOT / "docs/adr").glob("[0-9]*.md"))


def test_every_link_between_documents_leads_somewhere():
    broken = [
        f"{path.relative_to(ROOT)} -> {target}"
        for path in documents()
        for target in LINK.findall(path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_command_of_make_is_documented():
    said = set(re.findall(r"make ([a-z]+)", README + CONTRIBUTING))
    assert targets() - said == {"help"}


def test_every_command_of_make_that_is_documented_exists():
    said = set(re.findall(r"`make ([a-z]+)", README + CONTRIBUTING))
    assert said - targets() == set()


def test_every_page_is_named_in_the_readme():
    pages = [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    assert [name for name in pages if name not in README] == []


def test_every_folder_of_ours_is_explained_in_the_readme():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier()}
    folders = {name for name in folders if not name.startswith("_")} - {"build", "store"}
    assert [name for name in folders if f"`{name}/`" not in README] == []


def test_every_setting_the_code_reads_is_in_the_readme():
    sources = [*ROOT.glob("*.py"), *(ROOT / "db").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    read = {
        name
        for path in sources
        for name in re.findall(r"[\"'](MONITOR_[A-Z_]+)[\"']", path.read_text("utf-8"))
    }
    assert [name for name in read if f"`{name}`" not in README] == []


def test_decision_records_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in records()] == list(range(1, len(records()) + 1))


def test_every_decision_record_has_its_four_parts():
    parts = ("## Status", "## Context", "## Decision", "## Consequences")
    wrong = [p.name for p in records() if not all(part in p.read_text("utf-8") for part in parts)]
    assert wrong == []


def test_every_decision_record_is_listed():
    listed = (ROOT / "docs/adr/README.md").read_text("utf-8")
    assert [path.name for path in records() if f"({path.name})" not in listed] == []


def test_contributing_fits_on_one_page():
    assert len(CONTRIBUTING.split()) <= PAGE_WORDS


def test_the_changelog_has_a_place_for_what_is_not_yet_released():
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
