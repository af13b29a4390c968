"""Whatever is written is read back; whatever is sent is read as it is, or refused."""

import csv
import io
import json
import random
import subprocess
import sys
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from monitoring.findings import Unreadable
from monitoring.reading import read
from tests.monitoring.reading.floods import PATTERNS
from tests.monitoring.reading.made import answered, rows_in, rows_of

ROOT = Path(__file__).resolve().parents[3]

# Text any file may hold: no control characters, none that cannot be seen (each is tested alone).
LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cf", "Cs", "Cn"],
    exclude_characters="\u2028\u2029",
)
CELLS = st.text(LETTERS | st.sampled_from(' ",;|\t\n#'), max_size=12)
WINDOWS = st.text(st.sampled_from('aé£½ ",;'), max_size=12)
ENDINGS = st.sampled_from(["\n", "\r\n"])
MARKS = st.sampled_from([",", ";", "\t", "|"])


def tables(cells):
    """Give tables of one width whose first column says it is data."""
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width).map(lambda row: [f"C{row[0]}", *row]),
            max_size=8,
        ).map(lambda rows: (["contract", *(f"column {n}" for n in range(width))], rows))
    )


def written(table, *, delimiter, ending, quoting=csv.QUOTE_MINIMAL):
    """Give a table as the csv module writes it."""
    header, rows = table
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=delimiter, lineterminator=ending, quoting=quoting)
    writer.writerows([header, *rows])
    return kept.getvalue()


def looks_like_swallowed_rows(table, delimiter):
    """Say whether a value has the separators of whole rows: refused by design."""
    header, rows = table
    return any(
        "\n" in cell and cell.count(delimiter) == cell.count("\n") * (len(header) - 1)
        for row in rows
        for cell in row
    )


def is_utf8(data):
    """Say whether bytes are sound UTF-8."""
    return data.decode("utf-8", errors="replace").encode() == data


@given(
    table=tables(CELLS),
    delimiter=MARKS,
    ending=ENDINGS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_written_is_read(table, delimiter, ending, encoding, quoting):
    assume(not looks_like_swallowed_rows(table, delimiter))
    data = written(table, delimiter=delimiter, ending=ending, quoting=quoting).encode(encoding)
    got = read(data, "x.csv")
    assert list(got.headers) == table[0]
    assert rows_of(got) == table[1]


@given(table=tables(WINDOWS), delimiter=MARKS)
def test_what_an_older_machine_writes_is_read(table, delimiter):
    text = written(table, delimiter=delimiter, ending="\r\n")
    data = text.encode("cp1252")
    assume(text.isascii() or not is_utf8(data))  # é followed by £ twice is sound UTF-8 as well
    rows, problems = answered(data)
    assert rows in (None, table[1])  # runs of accents look like another alphabet
    assert {problem.rule for problem in problems} <= {"encoding_unknown"}


@given(table=tables(CELLS), blanks=st.integers(0, 3))
def test_blank_lines_at_the_end_change_nothing(table, blanks):
    assume(not looks_like_swallowed_rows(table, ","))
    text = written(table, delimiter=",", ending="\n") + "\n" * blanks
    assert rows_in(text.encode()) == table[1]


@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx", "x"]))
@example(b"PK\x03\x04", "x.xlsx")
@example(b"PK\x05\x06" + b"\0" * 18, "x.xlsx")
def test_no_bytes_whatever_do_more_than_be_refused(data, name):
    rows, problems = answered(data, name)
    assert (rows is None) == bool(problems)
    assert all(problem.message.endswith(".") for problem in problems)


@given(st.text(st.sampled_from('a1,;"\n\r\t#| '), max_size=60))
def test_no_arrangement_of_quotes_and_separators_does_more_than_be_refused(text):
    rows, problems = answered(text.encode())
    assert (rows is None) == bool(problems)
    assert len({len(row) for row in rows or []}) <= 1


def test_a_megabyte_of_anything_is_answered_fast():
    # In a process of its own, where nothing counts the lines that are run.
    said = subprocess.run(
        [sys.executable, "-m", "tests.monitoring.reading.floods"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    taken = json.loads(said.stdout)
    assert len(taken) == 2 * len(PATTERNS)
    assert {flood: seconds for flood, seconds in taken.items() if seconds > 2} == {}  # I9


MEASURES = ("referrals", "starts", "job_outcomes")


def good_return(rows=60):
    """Give a return with its control totals, and what it says."""
    dice = random.Random(20)  # noqa: S311 - a fixed sequence, not a secret
    notes = ["", "late", "a, b", 'so "so"']
    header = ["contract", "month", *MEASURES, "note"]
    lines = [
        [f"CPA-{n % 4}", f"20{10 + n // 12}-{n % 12 + 1:02d}",
         *(str(dice.randint(0, 400)) for _ in MEASURES), dice.choice(notes)]
        for n in range(rows)
    ]  # fmt: skip
    text = written((header, lines), delimiter=",", ending="\n") + f"#rows,{rows}\n"
    for place, measure in enumerate(MEASURES, 2):
        text += f"#total,{measure},{sum(int(line[place]) for line in lines)}\n"
    return text.encode(), lines


def believed(data):
    """Give the figures of a return whose control totals agree, else None."""
    try:
        table = read(data, "return.csv")
        rows = [dict(zip(table.headers, row, strict=True)) for row in rows_of(table)]
        sums = {name: sum(int(row[name]) for row in rows) for name in MEASURES}
    except (Unreadable, KeyError, ValueError):
        return None
    declared = {"rows": str(len(rows)), **{f"total:{n}": str(sums[n]) for n in MEASURES}}
    return [[int(row[name]) for name in MEASURES] for row in rows] * (declared == table.declared)


def mutants(data, dice):
    """Give copies of a file, each damaged in one way a file is damaged on its way."""
    size = len(data)
    lines = data.splitlines(keepends=True)
    for part in range(100):
        yield data[: size * part // 100]
    for _ in range(100):
        place = dice.randrange(size)
        yield data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]
        yield data[:place] + dice.choice([b'"', b",", b"\n", b"\r", b";", b" "]) + data[place:]
        yield data[:place] + data[place + 1 :]
        row = dice.randrange(1, len(lines) - 4)
        yield b"".join(lines[:row] + lines[row + 1 :])
        yield b"".join(lines[: row + 1] + lines[row:])
        yield b"".join([*lines[:row], lines[row].replace(b",", b";"), *lines[row + 1 :]])
    for mark in (b";", b"\t", b"|"):
        yield data.replace(b",", mark)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp037"):
        yield data.decode().encode(encoding)


def test_a_damaged_return_with_control_totals_gives_the_same_figures_or_none():
    data, lines = good_return()
    truth = [[int(line[place]) for place in (2, 3, 4)] for line in lines]
    assert believed(data) == truth
    dice = random.Random(7)  # noqa: S311 - as above
    answers = [believed(mutant) for mutant in mutants(data, dice)]
    wrong = [answer for answer in answers if answer and answer != truth]
    assert len(answers) > 700
    assert wrong == []
    assert sum(answer == truth for answer in answers) > 30  # some damage does no harm
