"""Of a file with identifiers only what names nobody is handed on and kept."""

from monitoring.mappings import Mapping, cleaning
from monitoring.mending import Mend, What
from monitoring.reading import read
from tests.files import drawn_file, rows_of

MAPPING = Mapping.from_json(
    {
        "name": "case-export",
        "dataset": "exits",
        "sentence": "Leavers, with identifiers.",
        "columns": {"client_ref": "Case No", "exited_on": "Left", "reason": "Why"},
        "drop": ["surname"],
        "reference": ["case_no"],
    }
)
FILE = """
    Case No | Surname | Left       | Why
    ab 12   | Somebody | 2009-03-04 | job
    AB12    | Other    | 2009-03-05 | moved
            | Nobody   | 2009-03-06 | job
"""


def keyed(form):
    return form.lower() if form.startswith("K-") else f"k-{form.lower()}"


def made():
    return cleaning.cleaned(MAPPING, drawn_file(FILE), keyed)


def test_dropped_columns_are_gone_and_identifiers_replaced_alike_however_they_are_spelt():
    rows = rows_of(made())
    assert [row["Case No"] for row in rows] == ["k-ab12", "k-ab12", ""]
    assert all("Surname" not in row for row in rows)
    assert [row["row"] for row in rows] == [2, 3, 4]


def test_how_the_file_was_read_says_what_was_taken_out():
    assert made().how.notes == (
        "Dropped before anything was kept: Surname.",
        "Replaced by a keyed reference before anything was kept: Case No.",
        "The fingerprint is of the file as sent; what is kept of it holds no identifier.",
    )


def test_a_file_without_the_columns_has_nothing_to_say():
    drawn = drawn_file("Left | Why\n2009-03-04 | job")
    assert cleaning.cleaned(MAPPING, drawn, keyed).how.notes == ()


def test_the_bytes_kept_read_again_to_the_same_rows_and_references():
    data = cleaning.as_kept(made())
    again = cleaning.cleaned(MAPPING, read(data, "x.csv"), keyed)
    assert rows_of(again) == rows_of(made())
    through = [rows_of(MAPPING.apply(table, str.lower)) for table in (made(), again)]
    assert through[0] == through[1]
    assert b"Somebody" not in data


def test_only_a_mapping_that_drops_or_replaces_cleans():
    plain = Mapping.from_json(MAPPING.as_json() | {"drop": [], "reference": []})
    assert cleaning.cleans(MAPPING)
    assert not cleaning.cleans(plain)
    assert cleaning.replaced(MAPPING, ("Left", "CASE NO")) == ("CASE NO",)


def test_mends_of_cleaned_columns_lose_their_texts_and_others_keep_them():
    said = {"what": What.CELLS, "rows": (2,), "before": "a", "after": "b", "shown": True}
    kept = cleaning.mends_as_kept(
        MAPPING, [Mend(column="Surname", **said), Mend(column="Why", **said)]
    )
    assert [(each.before, each.after, each.shown) for each in kept] == [
        ("", "", False),
        ("a", "b", True),
    ]


def test_the_name_of_a_file_says_whether_a_part_of_it_is_kept():
    ends = [f"x.csv{cleaning.ENDING}", f"x.xlsx{cleaning.SHEET_ENDING}", "x.csv"]
    assert [cleaning.is_part(name) for name in ends] == [True, True, False]
