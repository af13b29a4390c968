"""AT-09 in full: due dates, a missed appointment, a group, a slot booked twice, and the waiver."""

from __future__ import annotations

GROUP = "\n".join(
    f"CPA-1 | R-{number} | 2009-02-04 | 10:00 | 2 | attended | 60 | group" for number in range(10)
)
REFERRALS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | W-1        | 2009-01-02  | mandatory
    CPA-1    | W-2        | 2009-01-05  | mandatory
    CPA-1    | W-3        | 2009-01-05  | mandatory
"""
APPOINTMENTS = f"""
contract | client_ref | scheduled_on | slot  | wfi_no | result   | minutes | mode
CPA-1    | W-1        | 2009-01-06   | 09:00 | 1      | attended | 45      | individual
CPA-1    | W-1        | 2009-02-10   | 09:00 | 2      | attended | 25      | individual
CPA-1    | W-1        | 2009-03-10   | 09:00 | 3      | fta      |         | individual
CPA-1    | W-2        | 2009-02-17   | 11:00 | 1      | attended | 30      | individual
CPA-1    | W-3        | 2009-02-17   | 11:00 | 1      | fta      |         | individual
{GROUP}
"""
DEFERRAL = """
    contract | client_ref | from_on | reason           | review_on
    CPA-1    | W-1        | {}      | interview waived | 2009-03-31
"""
FEBRUARY = ("--contract", "CPA-1", "--from", "2009-02", "--to", "2009-02")


def test_the_interviews_of_at_09_read_so_from_the_terminal(terminal):
    terminal.load("referrals", REFERRALS)
    months = [word for month in ("2009-01", "2009-02", "2009-03") for word in ("--month", month)]
    terminal.load("appointments", APPOINTMENTS, *months)

    owed = {row["wfi_no"]: row for row in terminal.rows("interviews", "--contract", "CPA-1")
            if row["held"] or row["wfi_no"] == 3}  # fmt: skip
    # due on 3 February, held on the 10th, so that the third is due on 10 March
    assert (owed[2]["month"], owed[2]["on_time"], owed[2]["median_deviation"]) == ("2009-02", 0, 7)
    late = terminal.rows("interviews", "--contract", "CPA-1", "--detail")
    assert [row["due_on"] for row in late if row["client_ref"] == "W-1"] == ["2009-03-10"]

    listed = terminal.rows("follow-ups", "--contract", "CPA-1", "--detail")
    assert [row["scheduled_on"] for row in listed if row["client_ref"] == "W-1"] == ["2009-03-10"]

    by_number = {row["wfi_no"]: row for row in terminal.rows("appointments", *FEBRUARY)}
    assert (by_number[2]["attended"], by_number[2]["group_sessions"]) == (1, 10)
    assert (by_number[1]["fta"], by_number[1]["due"]) == (1, 2)
    whole = by_number[None]
    assert [whole[name] for name in ("slots", "slots_used", "double_booked")] == [2, 2, 1]
    measure = terminal.rows("profile", *FEBRUARY, "--measure", "wfi_2")
    assert [row["actual"] for row in measure] == [1], "the measure leaves the group out, too"


def test_a_waiver_of_26_october_2008_is_history_and_one_of_the_27th_is_refused(terminal):
    terminal.load("referrals", REFERRALS)
    terminal.load("deferrals", DEFERRAL.format("2008-10-26"))
    late = terminal.load("deferrals", DEFERRAL.format("2008-10-27"), code=1)
    assert late["status"] == "refused"
    assert [each["rule"] for each in late["problems"] if each["severity"] == "holds the row"] == [
        "waived_too_late"
    ]
    checked = terminal.check("deferrals", DEFERRAL.format("2008-10-27"), code=1)
    assert "waived_too_late" in {each["rule"] for each in checked["problems"]}
    register = terminal.rows("deferrals", "--contract", "CPA-1", "--detail")
    assert [(row["from_on"], row["waiver"]) for row in register] == [("2008-10-26", True)]
