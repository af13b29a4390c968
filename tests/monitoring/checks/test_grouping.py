"""The same fault many times over is shown once, with how often."""

from monitoring.checks.grouping import as_frame, group
from monitoring.findings import attention, holds, refuses


def unknown(row, value):
    return holds("unknown_code", "Write one of: a, b.", row=row, column="code", value=value)


def test_findings_alike_in_rule_column_and_value_are_one_group():
    groups = group([unknown(2, "x"), unknown(3, "y"), unknown(5, "x")])
    assert [(each.value, each.count, each.first_rows) for each in groups] == [
        ("x", 2, (2, 5)),
        ("y", 1, (3,)),
    ]


def test_the_gravest_come_first_then_the_most_frequent():
    groups = group(
        [
            attention("repeated_row", "Left out.", row=9),
            unknown(2, "y"),
            unknown(3, "x"),
            unknown(4, "x"),
            refuses("control_total", "Correct it."),
        ]
    )
    assert [(each.rule, each.value) for each in groups] == [
        ("control_total", None),
        ("unknown_code", "x"),
        ("unknown_code", "y"),
        ("repeated_row", None),
    ]


def test_only_the_first_rows_are_named_and_all_are_counted():
    (each,) = group(unknown(row, "x") for row in range(2, 102))
    assert (each.count, each.first_rows) == (100, tuple(range(2, 12)))


def test_groups_become_a_table():
    frame = as_frame(group([unknown(2, "x"), unknown(3, "x")]))
    assert frame.to_dict("records") == [
        {
            "severity": "holds the row",
            "rule": "unknown_code",
            "column": "code",
            "value": "x",
            "count": 2,
            "first_rows": "2, 3",
            "message": "Write one of: a, b.",
        }
    ]
    assert list(as_frame([]).columns) == list(frame.columns)
