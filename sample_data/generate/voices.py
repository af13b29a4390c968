"""What did clients complain of, and what did they say when asked?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.generate.dice import Dice
from sample_data.generate.months import LAST, between, days_after, month_of, months, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan

COMPLAINT_COLUMNS = (
    "contract",
    "complaint_ref",
    "received_on",
    "channel",
    "theme",
    "kind",
    "contractual",
    "client_ref",
    "office",
    "site",
    "arrangement",
    "summary",
    "acknowledged_on",
    "replied_on",
    "escalated_on",
    "resolved_on",
    "outcome",
    "learning",
)
EXERCISE_COLUMNS = (
    "contract",
    "exercise",
    "month",
    "mode",
    "population",
    "sent",
    "returned",
    "shared_with_tppm",
)
FEEDBACK_COLUMNS = (
    "contract",
    "exercise",
    "respondent_no",
    "month",
    "mode",
    "satisfaction",
    "usefulness",
    "timing_ok",
    "preferred_timing",
    "stratum",
)

CHANNELS = {
    "tppm": {"jobcentre_staff": 0.7, "tppm": 0.3},
    "provider_mi": {"provider_direct": 1.0},
    "partner": {"partner_direct": 1.0},
}
THEMES = {
    "referral_delay": 0.30,
    "staff": 0.20,
    "appointment": 0.20,
    "site": 0.09,
    "sanction": 0.10,
    "partner": 0.05,
    "contractual": 0.02,
    "other": 0.04,
}
SUMMARIES = {
    "referral_delay": ("Waited weeks for the first interview.", "Nobody rang after the referral."),
    "staff": ("Felt rushed by the adviser.", "A different adviser each time."),
    "appointment": ("Interview moved twice at short notice.", "Letter came after the interview."),
    "site": ("No lift at the site.", "Two buses to the outreach room."),
    "sanction": ("Benefit stopped for an interview said to be missed.",),
    "partner": ("Sent to a partner who knew nothing of it.",),
    "contractual": ("Offered a group session in place of an interview.",),
    "other": ("Travel costs not paid back.", "Forms asked for twice."),
}
LEARNING = {
    "referral_delay": "New referrals are rung within two days.",
    "appointment": "Letters go out a week before.",
    "staff": "One adviser for each client.",
}
RATE = 0.0062
SETTLED = 0.17
NAMED = 0.6
SURVEY_MONTHS = (3, 9)
JUNE = 6
STRATA = ("two or more FTAs", "fewer than two FTAs")
TWO_OR_MORE = 2

Row = dict[str, Any]


def active_by_month(journeys: list[Journey]) -> dict[date, list[str]]:
    """Give the clients on the programme in each month."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for journey in journeys:
        if journey.started_on is not None:
            end = month_of(journey.exit.exited_on) if journey.exit else LAST
            for month in months(month_of(journey.started_on), min(end, LAST)):
                found[month].append(journey.ref)
    return dict(sorted(found.items()))


def complaints(
    plan: Plan,
    active_in: dict[date, list[str]],
    source: str,
    cutoff: date,
) -> Iterator[Row]:
    """Give the complaints one source had heard by a day, as far as they had come."""
    dice = Dice("complaints", plan.contract, source)
    heard = {"tppm": 1.0, "provider_mi": 0.55, "partner": 0.12}[source]
    number = 0
    for month, active in active_in.items():
        step = between(plan.starts_on, month)
        rate = RATE * (1 if step < 7 else max(SETTLED, 1 - 0.07 * (step - 6)))  # noqa: PLR2004 - the first half year
        for _ in range(dice.count(len(active) * rate * heard * plan.factor("lag", month))):
            number += 1
            row = _complaint(plan, dice, month, source, number)
            row["client_ref"] = dice.pick(active) if dice.chance(NAMED) else ""
            if row["received_on"] <= cutoff:
                yield _as_known(row, cutoff)


def _complaint(plan: Plan, dice: Dice, month: date, source: str, number: int) -> Row:
    """Give one complaint to its end."""
    received_on = days_after(month.replace(day=dice.whole(1, 26)), 0)
    weights = dict(THEMES)
    weights["referral_delay"] *= plan.factor("lag", month) ** 3
    theme = dice.weighted(weights)
    replied_on = days_after(received_on, dice.early(4, 34)) if dice.chance(0.86) else None
    contractual = theme == "contractual" or dice.chance(0.03)
    escalated_on = days_after(received_on, dice.whole(8, 25)) if contractual else None
    base = max(day for day in (replied_on, escalated_on, received_on) if day)
    resolved_on = days_after(base, dice.early(0, 30)) if replied_on else None
    return {
        "contract": plan.contract,
        "complaint_ref": f"{plan.prefix}-{source[0].upper()}{number:04d}",
        "received_on": received_on,
        "channel": dice.weighted(CHANNELS[source]),
        "theme": theme,
        "kind": dice.weighted({"complaint": 0.82, "comment": 0.11, "compliment": 0.07}),
        "contractual": contractual,
        "client_ref": "",
        "office": dice.pick(plan.offices),
        "site": plan.sites[0].name if dice.chance(0.3) else "",
        "arrangement": _partner(plan, source, theme, received_on),
        "summary": dice.pick(SUMMARIES[theme]),
        "acknowledged_on": min(days_after(received_on, dice.early(1, 5)), replied_on or date.max),
        "replied_on": replied_on,
        "escalated_on": escalated_on,
        "resolved_on": resolved_on,
        "outcome": dice.weighted(
            {"upheld": 0.35, "partly_upheld": 0.25, "not_upheld": 0.35, "withdrawn": 0.05}
        ),
        "learning": LEARNING.get(theme, "") if dice.chance(0.2) else "",
    }


def _partner(plan: Plan, source: str, theme: str, day: date) -> str:
    """Give the arrangement a complaint is about: a weekly partner's, if it is about partners."""
    if source != "partner" and theme != "partner":
        return ""
    standing = [terms.arrangement for terms in plan.terms if terms.weekly and terms.stands_on(day)]
    return standing[0] if standing else ""


def _as_known(row: Row, cutoff: date) -> Row:
    """Give a complaint without what had not happened yet."""
    known = {
        name: None if isinstance(value, date) and value > cutoff else value
        for name, value in row.items()
    }
    if known["resolved_on"] is None:
        known["outcome"] = known["learning"] = ""
    return known


def exercises(plan: Plan, active_in: dict[date, list[str]]) -> Iterator[Row]:
    """Give a postal survey every half year, and one of cards in Area 3."""
    dice = Dice("exercises", plan.contract)
    for month in months(plan.starts_on, LAST):
        if month.month in SURVEY_MONTHS and between(plan.starts_on, month) >= TWO_OR_MORE:
            population = len(active_in.get(month, ()))
            sent = min(population, 400)
            returned = dice.rounded(sent * (0.10 + 0.08 * dice.share()))
            counts = {"population": population, "sent": sent, "returned": returned}
            yield _exercise(plan, month, "post") | counts
        elif plan.prefix == "C3" and month.month == JUNE:
            yield _exercise(plan, month, "card") | {"returned": dice.whole(11, 24)}


def _exercise(plan: Plan, month: date, mode: str) -> Row:
    """Give one exercise but for its counts."""
    return {
        "contract": plan.contract,
        "exercise": f"{text(month)}-{mode}",
        "month": text(month),
        "mode": mode,
        "shared_with_tppm": plan.prefix != "C2",
    }


def answers(exercise: Row) -> Iterator[Row]:
    """Give the answers to an exercise; those who missed interviews seldom answer."""
    dice = Dice("answers", str(exercise["contract"]), str(exercise["exercise"]))
    for number in range(1, int(str(exercise["returned"])) + 1):
        often = dice.chance(0.09)
        timing_ok = dice.chance(0.55 if often else 0.74)
        yield {
            "contract": exercise["contract"],
            "exercise": exercise["exercise"],
            "respondent_no": number,
            "month": exercise["month"],
            "mode": exercise["mode"],
            "satisfaction": dice.weighted({5: 0.22, 4: 0.36, 3: 0.2, 2: 0.14, 1: 0.08}),
            "usefulness": dice.weighted({5: 0.15, 4: 0.3, 3: 0.28, 2: 0.17, 1: 0.1}),
            "timing_ok": timing_ok,
            "preferred_timing": "" if timing_ok else dice.pick(("earlier", "later")),
            "stratum": STRATA[0] if often else STRATA[1],
        }


def received_after(month: date) -> date:
    """Give the day a survey's results reached the department."""
    return days_after(month + timedelta(days=31), 45)
