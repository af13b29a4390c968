"""A sound file, polluted in every way real files are: read as it was meant, or refused.

The kinds of pollution are those of the Pollock benchmark, of which ``make stress`` reads a half;
these are made here. A file that is read must hold the truth in every typed column. A free-text
column may differ only where the polluted text cannot be told from text that was meant.
"""

import csv
import io
import re

import pytest

from monitoring.reading import read
from tests.monitoring.reading.made import answered

HEADER = ["on", "qty", "code", "price", "title", "note"]
TYPED = [r"\d\d/\d\d/\d{4}", r"\d+", r"[A-Z]{2}-\d{4}", r"\d+\.\d\d"]
TRUTH = [
    ["28/01/2018", "2", "MG-8769", "74.69", "Boots, waterproof", "Rugged, light and quick."],
    ["29/01/2018", "0", "RI-3895", "29.81", "Rod 8'9\"", ""],
    ["30/01/2018", "11", "RI-8070", "80.08", "Trail shoes", 'Said "extra" breathable, twice'],
    ["31/01/2018", "1", "CC-9259", "48.00", "Pillow; throw", "one line\nand another"],
    ["13/02/2018", "9", "YY-2690", "19.34", "", "plain"],
    ["14/02/2018", "3", "BH-9827", "7.00", "Table", ""],
]


def written(rows, **said):
    """Give rows as a CSV."""
    kept = io.StringIO()
    csv.writer(kept, **{"lineterminator": "\n"} | said).writerows(rows)
    return kept.getvalue()


def fits_types(rows):
    """Say whether every typed column holds what the checks let through."""
    return all(
        re.fullmatch(pattern, cell)
        for row in rows
        for pattern, cell in zip(TYPED, row, strict=False)
    )


def verdict(text):
    """Say how a polluted file fares: right, refused, typed wrong or text wrong.

    It is refused by the reader, or by the checks for its header or a cell that is of no type.
    """
    data = text if isinstance(text, bytes) else text.encode()
    rows, problems = answered(data)
    if problems or list(read(data, "x.csv").headers) != HEADER or not fits_types(rows):
        return "refused"
    if rows == TRUTH:
        return "right"
    typed = [row[: len(TYPED)] for row in rows] == [row[: len(TYPED)] for row in TRUTH]
    return "text wrong" if typed else "typed wrong"


def records():
    """Give the file record by record, as text, the header first."""
    return [written([row]) for row in [HEADER, *TRUTH]]


def with_record(at, record):
    """Give the file with one record replaced."""
    kept = records()
    kept[at] = record
    return "".join(kept)


def places(pattern):
    """Give every place of a character in every record under the header."""
    return [
        (at, found.start())
        for at, record in enumerate(records())
        if at
        for found in re.finditer(pattern, record)
    ]


def test_the_clean_file_is_right():
    assert verdict("".join(records())) == "right"


@pytest.mark.parametrize("what", ['"', ",", ";", "\t", " ", "'", "\\", "\r", "\n", "\0"])
def test_a_character_put_in_anywhere_never_makes_a_typed_column_wrong(what):
    verdicts = [
        verdict(with_record(at, records()[at][:place] + what + records()[at][place:]))
        for at, place in places(r"(?s).")
    ]
    assert len(verdicts) > 250
    assert "typed wrong" not in verdicts


@pytest.mark.parametrize("gone", ['"', ",", "\n"])
def test_a_character_left_out_anywhere_never_makes_a_typed_column_wrong(gone):
    verdicts = [
        verdict(with_record(at, records()[at][:place] + records()[at][place + 1 :]))
        for at, place in places(gone)
    ]
    assert "typed wrong" not in verdicts
    assert "refused" in verdicts


def test_an_extra_quote_at_a_value_or_a_separator_more_or_less_is_refused_by_its_row():
    for at, row in enumerate(TRUTH, 1):
        for place in range(len(TYPED)):
            quoted = [*row[:place], row[place] + '"', *row[place + 1 :]]
            for record in (
                written([row]).replace(row[place], row[place] + '"', 1),
                written([row]).replace(row[place], '"' + row[place], 1),
                written([[*row[:place], "", *row[place:]]]),
                written([[*row[:place], row[place] + row[place + 1], *row[place + 2 :]]]),
            ):
                assert verdict(with_record(at, record)) == "refused"
            assert verdict(with_record(at, written([quoted]))) == "refused"  # not a date or number


@pytest.mark.parametrize("mark", [";", "\t", "|", " "])
def test_one_row_with_another_separator_is_refused(mark):
    for at, row in enumerate(TRUTH, 1):
        assert verdict(with_record(at, written([row], delimiter=mark))) == "refused"


CLEAN = [HEADER, *TRUTH]
SHORT = [HEADER[:4], *([*row[:4]] for row in TRUTH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (written(CLEAN, delimiter=";"), "right"),
        (written(CLEAN, delimiter="\t"), "right"),
        (written(CLEAN, delimiter="|"), "right"),
        (written(CLEAN, lineterminator="\r\n"), "right"),
        (written(CLEAN, quoting=csv.QUOTE_ALL), "right"),
        (written(CLEAN) + "\n\n", "right"),
        (written(CLEAN).encode("utf-16"), "right"),
        (written(CLEAN).encode("utf-8-sig"), "right"),
        (written(CLEAN).replace(",", ", "), "refused"),
        (written(CLEAN).replace(",", ",,"), "refused"),
        (written(CLEAN).replace('"', "'"), "refused"),
        (written(CLEAN).replace('""', '\\"'), "refused"),
        (written(CLEAN, delimiter=" "), "refused"),
        (written([["Our return"], *CLEAN]), "refused"),
        (written([["Our return"], [], *CLEAN]), "refused"),
        (written([*CLEAN, [], ["Source: us"]]), "refused"),
        (written([*CLEAN, ["Total", "26"]]), "refused"),
        (written([*CLEAN, HEADER, *TRUTH]), "refused"),
        (written([*CLEAN, [], HEADER, *TRUTH]), "refused"),
        (written([*CLEAN, *SHORT]), "refused"),
        (written([HEADER, HEADER, *TRUTH]), "refused"),
        (written(TRUTH), "refused"),
        (written([[*HEADER[:5], "on"], *TRUTH]), "refused"),
        (written([[*HEADER[:5], ""], *TRUTH]), "refused"),
        (written([HEADER[:5], *TRUTH]), "refused"),
        ("", "refused"),
    ],
)  # fmt: skip
def test_a_polluted_file_is_right_or_refused(text, expected):
    assert verdict(text) == expected
