"""Is the house in order: locks, settings, theme, and what must never stand in a file?"""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from scripts.none_skipped import skipped

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {name: (ROOT / "requirements" / f"{name}.lock") for name in ("runtime", "dev")}
HOST = re.compile(r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host|-f ")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)
GIT = ("git", "-c", "safe.directory=*")  # whoever owns the folder
TEXT = {".py", ".md", ".toml", ".sh", ".in", ".lock", ".ini", ".mako", ".cfg", ".json", ""}


def tracked() -> list[Path]:
    """Give every file that is or would be committed."""
    listed = subprocess.run(
        [*GIT, "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    """Read every tracked text file but the data, by its path in the tree."""
    files = [path for path in tracked() if path.suffix in TEXT]
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files}


def lines_with(pattern: str, unless: str = r"(?!)") -> list[str]:
    """Give the lines of the tree that match, this file's own left out."""
    wanted, excused = re.compile(pattern), re.compile(unless)
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts().items()
        if name != "tests/test_house.py"
        for number, line in enumerate(text.splitlines(), start=1)
        if wanted.search(line) and not excused.search(line)
    ]


def pins(name: str) -> dict[str, str]:
    """Give the versions a lock or a list of requirements pins."""
    return {package.lower(): version for package, version in PIN.findall(name)}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_every_package_in_it_has_a_hash(name):
    lock = LOCKS[name].read_text()
    assert not HOST.search(lock)
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_was_asked_for(name):
    asked = pins((ROOT / "requirements" / f"{name}.in").read_text())
    locked = pins(LOCKS[name].read_text())
    assert asked.items() <= locked.items()


def test_what_is_tested_is_what_is_run():
    runtime, dev = (pins(LOCKS[name].read_text()) for name in ("runtime", "dev"))
    assert runtime.items() <= dev.items()


def test_every_package_asked_for_is_explained():
    reasons = (ROOT / "docs/adr/0006-dependencies.md").read_text()
    asked = [
        re.split(r"[\[=<>]", line)[0]
        for name in LOCKS
        for line in (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    assert [package for package in asked if f"`{package}`" not in reasons] == []


def config() -> dict:
    """Read the settings the server starts with."""
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text())


def test_the_settings_that_keep_people_apart_stand():
    settings = config()
    server, client = settings["server"], settings["client"]
    assert server["address"] == "127.0.0.1"
    assert server["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert server["enableCORS"]
    assert server["enableXsrfProtection"]
    assert not server["enableStaticServing"]
    assert not server["enableAgentApi"]
    assert server["fileWatcherType"] == "none"
    assert server["maxUploadSize"] == 20
    assert server["maxMessageSize"] == 50
    assert server["disconnectedSessionTTL"] == 30
    assert client["showErrorDetails"] == "none"
    assert client["toolbarMode"] == "minimal"
    assert not settings["browser"]["gatherUsageStats"]
    assert not settings["logger"]["enableRich"]  # it prints the text of an exception


def test_identity_headers_are_believed_only_behind_the_guard():
    # Under `streamlit run app.py` nothing strips what a visitor sends.
    assert "trustedUserHeaders" not in config()["server"]
    assert "unsafeMetricsUserAttributes" not in config()["server"]


def test_the_theme_follows_the_browser_and_fetches_nothing():
    theme = config()["theme"]
    assert "base" not in theme
    assert not {"font", "headingFont", "codeFont", "fontFaces"} & theme.keys()


def luminance(colour: str) -> float:
    """Give a colour's relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_and_marks_can_be_told_from_their_ground(name):
    theme = config()["theme"][name]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5  # what a main button says
    assert min(contrast(theme["primaryColor"], ground) for ground in grounds) >= 3
    marks = theme["chartCategoricalColors"]
    assert len(set(marks)) >= 10  # with fewer the charts fall back to colours of their own
    assert min(contrast(theme[c], g) for c in ("textColor", "linkColor") for g in grounds) >= 4.5
    assert {
        mark: contrast(mark, grounds[0]) for mark in marks if contrast(mark, grounds[0]) < 3
    } == {}


def test_no_file_holds_a_path_or_a_host_of_a_machine():
    # An address of a real site may stand beside data as its source, never in code or settings.
    assert lines_with(r"/(root|home|Users|work|opt|mnt)/[a-z]") == []


def test_no_file_is_left_half_done():
    assert lines_with(r"\b(TODO|FIXME|XXX|HACK)\b") == []


def test_no_test_is_passed_over():
    pattern = r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)|unittest\.skip"
    assert lines_with(pattern) == []


def test_every_exception_from_the_checkers_says_why():
    assert (
        lines_with(r"#\s*type:\s*ignore", unless=r"type:\s*ignore\[[a-z, -]+\]\s+(#|-) \w+") == []
    )
    assert lines_with(r"pragma:\s*no (cover|branch)", unless=r"no (cover|branch)\s+(#|-) \w+") == []


def test_nothing_private_or_made_is_committed():
    names = {str(path.relative_to(ROOT)) for path in tracked()}
    made = re.compile(
        r"(^|/)(\.venv|__pycache__|build|store|secrets\.toml|.*\.db(-wal|-shm)?)(/|$)"
    )
    assert [name for name in names if made.search(name)] == []


@pytest.mark.parametrize(
    "name", [".ci/run", "scripts/setup", "scripts/chromium", "scripts/run", "scripts/test"]
)
def test_a_script_can_be_run_and_is_sound_shell(name):
    assert os.access(ROOT / name, os.X_OK)
    done = subprocess.run(["bash", "-n", ROOT / name], check=False, capture_output=True)  # noqa: S607 - the shell
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_skipped_test_is_named(tmp_path):
    report = tmp_path / "tests.xml"
    report.write_text(
        "<testsuites><testsuite>"
        '<testcase classname="a" name="ran"/>'
        '<testcase classname="a" name="left_out"><skipped/></testcase>'
        "</testsuite></testsuites>"
    )
    assert skipped(report) == ["a.left_out"]
