"""A CSV is read as its writer meant it, or refused with the row and the remedy."""

import pytest

from monitoring.findings import Unreadable
from monitoring.reading import TERMINAL_LIMITS, read, sheets
from monitoring.reading.faults import MOST_NAMED
from monitoring.vocabulary import Severity
from tests.monitoring.reading.made import (
    GOOD,
    GOOD_ROWS,
    limits,
    numbers_of,
    refusal,
    rows_in,
    rules,
)


def test_a_plain_file_gives_its_rows_as_text_with_the_numbers_a_person_sees():
    table = read(GOOD, "return.csv")
    assert table.headers == ("contract", "month", "starts")
    assert rows_in(GOOD) == GOOD_ROWS
    assert numbers_of(table) == [2, 3]
    assert (table.how.kind, table.how.encoding, table.how.delimiter) == ("csv", "UTF-8", "comma")
    assert table.how.notes == ()
    assert sheets(GOOD, "return.csv") == ()


def test_a_table_can_be_read_again_from_the_top():
    table = read(GOOD, "return.csv")
    assert numbers_of(table) == numbers_of(table) == [2, 3]


def test_text_stays_text():
    data = b"a,b,c,d\n00123,1e5,NA, x \n"
    assert rows_in(data) == [["00123", "1e5", "NA", " x "]]


@pytest.mark.parametrize(
    ("mark", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")]
)
def test_the_separator_is_told_from_the_header_and_said(mark, word):
    table = read(GOOD.replace(b",", mark.encode()), "return.csv")
    assert table.how.delimiter == word
    assert [list(row) for row in zip(*next(table.batches()).columns, strict=True)] == GOOD_ROWS


def test_a_separator_within_a_heading_does_not_mislead():
    assert rows_in(b'month,"sent; received",starts\n2009-04,1,2\n') == [["2009-04", "1", "2"]]
    assert rows_in(b"month,sent; received,starts\n2009-04,1,2\n") == [["2009-04", "1", "2"]]


def test_two_separators_that_both_fit_are_refused_not_guessed():
    assert rules(refusal(b"a,b;c,d\n1,2;3,4\n")) == [("delimiter_unclear", None)]


def test_two_separators_without_a_row_to_tell_them_apart_do_no_harm():
    assert read(b"a,b;c,d\n", "x.csv").headers == ("a", "b;c", "d")


def test_one_column_needs_no_separator():
    assert rows_in(b"contract\nCPA-1\nCPA-2\n") == [["CPA-1"], ["CPA-2"]]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_every_line_ending_is_read(ending):
    data = GOOD.replace(b"\n", ending)
    assert rows_in(data) == GOOD_ROWS
    assert rows_in(data.removesuffix(ending)) == GOOD_ROWS


@pytest.mark.parametrize("quoted", [b'"CPA-1"', b"CPA-1"])
def test_a_carriage_return_within_a_line_is_refused(quoted):
    data = GOOD.replace(b"CPA-1,2009-05", quoted + b",2009-05\rCPA-1,2009-05")
    assert rules(refusal(data)) == [("line_endings_mixed", 3)]


def test_quotes_hold_separators_quotes_and_line_breaks():
    data = b'contract,note,n\nA,"one, ""two""\nthree",1\nB,"",2\n'
    table = read(data, "x.csv")
    assert rows_in(data) == [["A", 'one, "two"\nthree', "1"], ["B", "", "2"]]
    assert numbers_of(table) == [2, 4]  # the line on which each record begins


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (b'CPA-1,"2009-05,20', "quote_not_closed"),
        (b'CPA-1,"2009"-05,20', "quote_misplaced"),
        (b'CPA-1,2009-05",20', "quote_misplaced"),
        (b'CPA-1,20"09-0"5,20', "quote_misplaced"),
        (b'CPA-1, "2009-05",20', "quote_misplaced"),
    ],
)
def test_a_quote_out_of_place_is_refused_by_row(line, rule):
    problems = refusal(b"contract,month,starts\nCPA-1,2009-04,12\n" + line + b"\n")
    assert rules(problems)[0] == (rule, 3)
    assert problems[0].severity is Severity.REFUSES
    assert "Row 3" in problems[0].message or "row 3" in problems[0].message


def test_a_quote_never_closed_far_above_the_end_swallows_nothing():
    lines = [b"CPA-1,2009-04,%d" % number for number in range(20_000)]
    lines[7] = b'CPA-1,"2009-04,7'
    problems = refusal(b"contract,month,starts\n" + b"\n".join(lines) + b"\n")
    assert problems[0].rule in {"quote_not_closed", "value_too_long"}
    assert problems[0].row == 9


def test_rows_between_two_accidental_quotes_are_not_taken_for_one_value():
    # Opened in the note of one row, closed in the note of the next: five values again.
    data = b'a,b,note,c,d\n1,2,"x,3,4\n5,6,y",7,8\n9,10,z,11,12\n'
    assert rules(refusal(data)) == [("rows_in_quotes", 2)]


def test_a_line_break_in_prose_with_a_comma_is_no_accident():
    data = b'a,b,note,c,d\n1,2,"spoke, once\nthen again",7,8\n'
    assert rows_in(data) == [["1", "2", "spoke, once\nthen again", "7", "8"]]


def test_a_value_of_too_many_lines_is_refused():
    note = b"\n".join([b"line"] * 52)
    assert rules(refusal(b'a,b\n1,"' + note + b'"\n')) == [("rows_in_quotes", 2)]


def test_a_row_of_another_width_is_named_and_says_the_remedy():
    problems = refusal(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3\n")
    assert rules(problems) == [("ragged_row", 3), ("ragged_row", 4)]
    assert problems[0].message.startswith("Row 3 has 2 values where the header has 3.")
    assert all(problem.value is None for problem in problems)


def test_one_value_in_a_row_is_not_called_values():
    assert "has 1 value where" in refusal(b"a,b\n1\n")[0].message


def test_only_so_many_rows_are_named_and_the_rest_are_counted():
    problems = refusal(b"a,b\n" + b"1\n" * (MOST_NAMED + 5))
    assert len(problems) == MOST_NAMED + 1
    assert problems[-1].message == "And 5 more of the same kind."
    assert problems[-1].row is None


def test_faults_far_down_refuse_the_file_though_earlier_batches_were_given():
    table = read(b"a,b\n" + b"1,2\n" * 6_000 + b"1\n", "x.csv")
    given = table.batches()
    assert next(given).row_numbers[0] == 2
    with pytest.raises(Unreadable) as refused:
        list(given)
    assert rules(refused.value.problems) == [("ragged_row", 6_002)]


def test_blank_lines_at_the_end_are_left_out():
    assert rows_in(GOOD + b"\n\n,,\n ,,\n\r\n") == GOOD_ROWS


def test_a_blank_row_with_rows_below_it_is_refused():
    head, first, second = GOOD.splitlines(keepends=True)
    assert rules(refusal(head + first + b"\n,,\n" + second)) == [("blank_row", 3)]


def test_a_row_whose_first_cells_are_blank_is_a_row():
    assert rows_in(b"a,b\n,2\n1,2\n") == [["", "2"], ["1", "2"]]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "file_empty"),
        (b"\n\n", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b"\na,b\n1,2\n", "header_missing"),
        (b"2009-04,12,0\n2009-05,13,1\n", "header_missing"),
        (b",,\n1,2,3\n", "header_missing"),
        (b"#rows,2\n", "header_missing"),
        (b"a,,c\n1,2,3\n", "header_blank"),
        (b"a,b,\n1,2,\n", "header_blank"),
        (b"a,b,A \n1,2,3\n", "header_repeated"),
        (b'a,"b\n1,2\n', "quote_not_closed"),
        (b'a,b"c\n1,2\n', "quote_misplaced"),
    ],
)
def test_a_file_without_a_proper_header_is_refused(data, rule):
    assert refusal(data)[0].rule == rule


def test_headings_are_given_without_outer_doubled_or_broken_spaces():
    table = read(b' a ,"Date  of\nbirth"\n1,2\n', "x.csv")
    assert table.headers == ("a", "Date of birth")
    assert numbers_of(table) == [3]


def test_too_many_columns_are_refused_fast():
    header = ",".join(f"c{number}" for number in range(501)).encode()
    assert rules(refusal(header + b"\n")) == [("too_many_columns", 1)]


def test_many_blank_headings_are_counted_not_listed():
    message = refusal(b"a" + b"," * 30 + b"\n")[0].message
    assert "column 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more" in message


@pytest.mark.parametrize(
    ("encoded", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16")],
)
def test_usual_encodings_are_read(encoded, name):
    data = "contract,note\nA,Café £5 ½ 価\n".encode(encoded)
    table = read(data, "x.csv")
    assert (table.how.encoding, table.how.notes) == (name, ())
    assert rows_in(data) == [["A", "Café £5 ½ 価"]]


def test_utf_16_of_either_order_is_read_by_its_mark():
    data = b"\xfe\xff" + "a,b\n1,2\n".encode("utf-16-be")
    assert rows_in(data) == [["1", "2"]]


def test_windows_1252_is_read_and_said_with_the_characters_to_look_at():
    data = "contract,note\nA,Café £5\n".encode("cp1252")
    table = read(data, "x.csv")
    assert table.how.encoding == "Windows-1252"
    assert "é £" in table.how.notes[0]
    assert rows_in(data) == [["A", "Café £5"]]


@pytest.mark.parametrize(
    "data",
    [
        "a,b\n1,価値\n".encode("utf-32"),
        b"\xff\xfea,b",  # begins as UTF-16, of an odd number of bytes
        "a,b\n1,中文字符测试\n".encode("gb18030"),
        "a,b\n1,Привет мир\n".encode("cp1251"),
        b"a,b\n1,\x81\n",  # stands for nothing in Windows-1252
        "a,b\n1,Café\n".encode() + b"2,\xe9\n",  # UTF-8 above, Windows below
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(data):
    assert rules(refusal(data)) == [("encoding_unknown", None)]


def test_nul_bytes_are_refused():
    assert rules(refusal(b"a,b\n1,\x002\n")) == [("nul_bytes", 2)]
    assert rules(refusal("a,b\n1,2\n".encode("utf-16-le"))) == [("nul_bytes", 1)]


@pytest.mark.parametrize("held", ["\x07", "\x0b", "\x1a", "\x7f", "\x85", "\x9d", "\ufffe"])
@pytest.mark.parametrize("beside", ["x", "é"])
def test_control_characters_are_refused_by_row(held, beside):
    data = f"a,b\n1,{beside}\n2,{held}\n".encode()
    assert rules(refusal(data)) == [("control_character", 3)]


def test_a_control_character_deep_in_a_file_of_old_line_endings_is_placed():
    assert rules(refusal(b"a,b\r1,2\r3,\x07\r")) == [("control_character", 3)]


def test_characters_nobody_can_see_are_left_out_and_said():
    data = "contract,note\nA\u200b1,x\ufeff\u200e\n".encode()
    table = read(data, "x.csv")
    assert rows_in(data) == [["A1", "x"]]
    assert table.how.notes == ("Invisible characters were left out (3, the first in row 2).",)


def test_characters_lost_before_the_file_was_sent_are_said():
    table = read("a,b\n1,Caf\ufffd\n".encode(), "x.csv")
    assert "Row 2" in table.how.notes[0]
    assert "lost" in table.how.notes[0]


def test_the_limits_on_lines_and_values_hold_to_the_character():
    longest = b"x" * 4_000
    assert rows_in(b"a,b\n1," + longest + b"\n") == [["1", longest.decode()]]
    assert rules(refusal(b"a,b\n1,x" + longest + b"\n")) == [("value_too_long", 2)]
    wide = b"a,b\n1," + b"x" * 65_533 + b"\n"  # with 1, and the line's end 65,536
    assert rules(refusal(wide)) == [("value_too_long", 2)]
    assert rules(refusal(wide.replace(b"1,", b"11,"))) == [("line_too_long", 2)]
    assert rules(refusal(b"a" * 70_000)) == [("line_too_long", 1)]


def test_a_quoted_value_beyond_the_csv_modules_own_limit_is_refused():
    note = b"\n".join([b"y" * 60_000] * 4)
    assert rules(refusal(b'a,b\n1,"' + note + b'"\n')) == [("value_too_long", 2)]


def test_more_rows_than_the_limit_are_refused():
    data = b"a,b\n" + b"1,2\n" * 11
    assert len(rows_in(data, limits=limits(rows=11))) == 11
    assert rules(refusal(data, limits=limits(rows=10))) == [("too_many_rows", None)]


def test_a_file_larger_than_the_page_takes_is_refused_and_the_terminal_takes_more():
    data = GOOD + b"CPA-1,2009-06,1\n" * 3
    assert rules(refusal(data, limits=limits(size=len(data) - 1))) == [("file_too_big", None)]
    assert len(rows_in(data, limits=TERMINAL_LIMITS)) == 5


def test_declared_totals_are_taken_from_above_the_header_and_below_the_rows():
    head, *rows = GOOD.splitlines(keepends=True)
    data = b"#rows,2\n" + head + b"".join(rows) + b'\n"#Total", starts ,32\n,,\n'
    table = read(data, "x.csv")
    assert table.declared == {"rows": "2", "total:starts": "32"}
    assert rows_in(data) == GOOD_ROWS
    assert numbers_of(table) == [3, 4]


def test_a_file_that_declares_nothing_declares_nothing():
    assert read(GOOD, "x.csv").declared == {}
    assert rows_in(b"a,b\n#REF!,1\n#rowsy,2\n") == [["#REF!", "1"], ["#rowsy", "2"]]


def test_totals_padded_to_the_width_of_the_table_are_totals():
    data = GOOD.replace(b",", b";") + b"#rows;2;\n#total;starts;32\n"
    assert read(data, "x.csv").declared == {"rows": "2", "total:starts": "32"}
    assert rows_in(data) == GOOD_ROWS


@pytest.mark.parametrize(
    "lines", [b"#rows\n", b"#rows,2,3\n", b"#total,starts\n", b"#rows,2\n#rows,3\n", b"#rows;2\n"]
)
def test_totals_that_cannot_be_understood_are_refused(lines):
    assert rules(refusal(GOOD + lines)) == [("totals_unclear", None)]


def test_rows_below_the_totals_are_refused():
    problems = refusal(GOOD + b"#rows,2\nCPA-1,2009-06,1\n")
    assert rules(problems) == [("row_after_totals", 5)]


def test_a_header_without_rows_gives_no_rows():
    table = read(b"a,b,c", "x.csv")
    assert table.headers == ("a", "b", "c")
    assert numbers_of(table) == []


def test_a_value_that_runs_past_the_lines_read_at_once_is_read_whole():
    above = b"1,2\n" * 2_499
    data = b"a,b\n" + above + b'3,"four\nfive\nsix"\n7,8\n'
    table = read(data, "x.csv")
    assert rows_in(data)[-2:] == [["3", "four\nfive\nsix"], ["7", "8"]]
    assert numbers_of(table)[-2:] == [2_501, 2_504]


def test_a_double_carriage_return_ends_one_line():
    assert rows_in(b"a,b\r\r\n1,2\r\r\n3,4\r\r\n") == [["1", "2"], ["3", "4"]]


def test_the_reading_ends_when_there_are_faults_without_number():
    problems = refusal(b"a,b\n" + b"1\n" * 30_000)
    assert problems[-1].message == "And at least 9,980 more of the same kind."


def test_blank_rows_without_number_are_refused():
    assert rules(refusal(b"a,b\n" + b"\n" * 1_048_577)) == [("blank_row", None)]
    assert rows_in(b"a,b\n1,2\n" + b",\n" * 1_000_000) == [["1", "2"]]


@pytest.mark.parametrize("line", [b"#rows,1\r5\n", b'#rows,"1"5\n', b'#rows,"1\n'])
def test_totals_with_a_quote_or_a_line_break_amiss_are_refused(line):
    assert refusal(line + GOOD)[0].rule in {"totals_unclear", "header_missing"}
    assert refusal(GOOD + line)[0].rule == "totals_unclear"


def test_totals_far_above_the_end_or_within_a_value_are_not_passed_over():
    blanks = b"\n" * 70_000
    assert rules(refusal(GOOD + b"#rows,3\n" + blanks)) == [("totals_unclear", None)]
    note = b'a,b\n1,"see\n#rows,2"\n'
    assert rules(refusal(note)) == [("totals_unclear", None)]


def test_the_separator_is_told_though_the_lines_looked_at_end_within_a_value():
    rows = b"1;x,2\n" * 98
    data = b"a,b;c\n" + rows.replace(b";x", b"") + b'3,"four\nfive"\n6,7\n'
    assert rows_in(data)[-2:] == [["3", "four\nfive"], ["6", "7"]]
