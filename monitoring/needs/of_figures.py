"""Which figures need somebody: fell, came back, behind, below a standard, restated?"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from monitoring.frames import RESTATED
from monitoring.narrative import contract_name, month, number, percent, quantity
from monitoring.narrative.standards import below_standard
from monitoring.narrative.words import count_of, lower_first
from monitoring.needs.situation import Kind, Need, Situation, records
from monitoring.programmes import Better
from monitoring.vocabulary import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.programmes import Measure

FELL_BY = 0.05  # a default of this product: a smaller fall in share of profile is no news
_STEPS = 20  # a shortfall worsens with every twentieth of the profile
_RANKS = {Standing.ON_PROFILE: 0, Standing.BELOW: 1, Standing.WELL_BELOW: 2}


def _pairs(situation: Situation) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """Give each contract's row with the one it had, where both have a share."""
    if situation.before is None:
        return
    had = {row["contract"]: row for row in records(situation.before)}
    for row in records(situation.rows):
        old = had.get(row["contract"])
        if old and not math.isnan(row["share_of_profile"] + old["share_of_profile"]):
            yield row, old


def fell(situation: Situation) -> Iterable[Need]:
    """Give the contracts whose share of profile fell since the person last looked."""
    for row, old in _pairs(situation):
        fall = old["share_of_profile"] - row["share_of_profile"]
        lower = _RANKS.get(row["standing"], 0) > _RANKS.get(old["standing"], 0)
        fell = fall >= FELL_BY and situation.measure.better is not Better.LOWER
        if lower or fell:
            yield _need(
                situation,
                Kind.FELL,
                row,
                fall,
                f"{contract_name(row)} fell from {percent(old['share_of_profile'])} to "
                f"{percent(row['share_of_profile'])} of profile for "
                f"{lower_first(situation.measure.title)} since you last looked"
                f"{': now ' + row['standing'].value if lower else ''}.",
            )


def recovered(situation: Situation) -> Iterable[Need]:
    """Give the contracts that came back to a better standing since."""
    for row, old in _pairs(situation):
        if _RANKS.get(row["standing"], 9) < _RANKS.get(old["standing"], 0):
            gain = row["share_of_profile"] - old["share_of_profile"]
            need = _need(
                situation,
                Kind.RECOVERED,
                row,
                gain,
                f"{contract_name(row)} has come back to {row['standing'].value}: "
                f"{percent(row['share_of_profile'])} of profile to {month(row['months_to'])}, from "
                f"{percent(old['share_of_profile'])}.",
            )
            yield replace(need, key=f"{need.key}:{row['months_to']:%Y-%m}", level=0)


def short(situation: Situation) -> Iterable[Need]:
    """Give the contracts below profile, the one short of most people first."""
    for row in records(situation.rows):
        if _RANKS.get(row["standing"], 0) and row["behind"] > 0:
            yield _need(
                situation,
                Kind.SHORT,
                row,
                row["behind"],
                f"{contract_name(row)} is {quantity(round(row['behind']), situation.measure)} "
                f"behind for {lower_first(situation.measure.title)} to "
                f"{month(row['months_to'])}: {_amounts(row, situation.measure)}.",
            )


def _amounts(row: dict[str, Any], measure: Measure) -> str:
    write = percent if measure.is_rate else number
    against = "against a target of" if measure.is_rate else "of"
    return f"{write(row['actual'])} {against} {write(row['profile'])}"


def _need(
    situation: Situation, kind: Kind, row: dict[str, Any], size: float, sentence: str
) -> Need:
    """Give an item about one contract's share of profile."""
    contract, code = row["contract"], situation.measure.code
    return Need(
        kind,
        f"{kind.value}:{contract}:{code}",
        sentence,
        "profile_vs_actual",
        situation.link(contract, measure=code),
        int(abs(1 - row["share_of_profile"]) * _STEPS),
        float(size),
    )


def restated(situation: Situation) -> Iterable[Need]:
    """Give the contracts whose closed months moved since, the largest move first."""
    names = situation.named
    moved = RESTATED.check(situation.restated)
    moved = moved.assign(by=(moved["after"] - moved["before"]).abs().fillna(math.inf))
    for contract, rows in moved.groupby("contract"):
        most = rows.sort_values("by").iloc[-1]
        measure = situation.measures.get(most["measure"])
        title = lower_first(measure.title) if measure else most["measure"]
        figures = count_of(len(rows), "figure", "figures")
        yield Need(
            Kind.RESTATED,
            f"restated:{contract}:{most['measure']}:{most['month']:%Y-%m}:{most['after']:g}",
            f"{names.get(str(contract), str(contract))} restated {figures} of closed months"
            f"{', most of all' if len(rows) > 1 else ':'} {title} for {month(most['month'])}: "
            f"{number(most['before'])}, now {number(most['after'])}.",
            "profile_vs_actual",
            situation.link(str(contract), measure=most["measure"]),
            len(rows),
            float(most["by"]),
        )


def substandard(situation: Situation) -> Iterable[Need]:
    """Give the contracts whose rate misses its level, the one most short first."""
    names = situation.named
    for row in records(situation.substandard):
        contract, code = row["contract"], row["measure"]
        held = "the standard" if row["standard"] else "its target"
        yield Need(
            Kind.STANDARD,
            f"standard:{contract}:{code}",
            below_standard(names[contract], row, situation.measures[code], held),
            "profile_vs_actual",
            situation.link(contract, measure=code),
            int(100 * abs(row["target"] - row["rate"])),
            float(row["short"]),
        )
