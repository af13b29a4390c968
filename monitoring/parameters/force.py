"""Which value of a parameter is in force on a day, and can a contract's values stand together?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from monitoring.parameters.kinds import READERS, Parameter, ParameterError, ParameterKind, Value
from monitoring.parameters.register import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TARGET_PREFIX = "target."
"""A parameter of this form holds the level a contract's rate is held to: target.recovery_rate."""

BANDS_PREFIX = "readiness_bands."
"""A parameter of this form says which band each code of a provider's scheme means."""

TOLERANCE_PREFIX = "difference_tolerance."
TOLERANCE_SHARE_PREFIX = "difference_tolerance_share."
"""Parameters of these forms hold what is let stand of the differences of one measure."""
REBASE_PREFIX = "control_rebase."
"""A parameter of this form says why a measure's control limits begin anew from its month."""

SHARES_OF_VALUE = ("service_fee_share", "jo_share", "sjo_share")
_ROUNDING = 1e-9  # shares are typed with a few decimals; only binary rounding is forgiven


FAMILIES = (
    f"{TARGET_PREFIX}MEASURE",
    f"{BANDS_PREFIX}SCHEME",
    f"{REBASE_PREFIX}MEASURE",
    f"{TOLERANCE_PREFIX}MEASURE",
    f"{TOLERANCE_SHARE_PREFIX}MEASURE",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a parameter, in force from a day on until another takes its place."""

    code: str
    text: str
    effective_from: date
    authority: str = ""


def parameter(code: str) -> Parameter:
    """Give one parameter by its code.

    Raises
    ------
    ParameterError
        If there is none of that code.
    """
    if code.startswith(TARGET_PREFIX) and code != TARGET_PREFIX:
        measure = code.removeprefix(TARGET_PREFIX)
        sentence = f"The level {measure} is held to in this contract."
        return Parameter(code, sentence, ParameterKind.SHARE, "", "the programme's standard")
    if code.startswith(BANDS_PREFIX) and code != BANDS_PREFIX:
        scheme = code.removeprefix(BANDS_PREFIX)
        sentence = f"The band each code of the readiness scheme {scheme} means."
        return Parameter(code, sentence, ParameterKind.BANDS, "", "the provider's own account")
    for prefix in (TOLERANCE_PREFIX, TOLERANCE_SHARE_PREFIX):
        if code.startswith(prefix) and code != prefix:
            general = ALL[prefix.removesuffix(".")]
            measure = code.removeprefix(prefix)
            sentence = f"The same as {general.code}, for {measure} alone."
            return Parameter(code, sentence, general.kind, "", general.source)
    if code.startswith(REBASE_PREFIX) and code != REBASE_PREFIX:
        measure = code.removeprefix(REBASE_PREFIX)
        sentence = f"Why the control limits of {measure} begin anew from that month."
        return Parameter(code, sentence, ParameterKind.WORDS, "", "who understood the change")
    if code not in ALL:
        known = ", ".join([*ALL, *FAMILIES])
        msg = f"There is no parameter '{code}'. Choose one of: {known}."
        raise ParameterError(msg)
    return ALL[code]


def parse(code: str, text: str) -> Value:
    """Read a parameter's value as a person typed it.

    Raises
    ------
    ParameterError
        If there is no such parameter or it cannot hold that; the text says what it may hold.
    """
    wanted = parameter(code)
    given = text.strip()
    value = READERS[wanted.kind](given)
    listed = not wanted.codes or given in wanted.codes
    enough = not isinstance(value, int | float) or value >= wanted.at_least
    if value is None or not listed or not enough:
        least = f", at least {wanted.at_least:g}" if wanted.at_least else ""
        msg = f"{code} cannot be '{given}': it is {wanted.allowed}{least}."
        raise ParameterError(msg)
    return value


def default_text(code: str, programme: Mapping[str, str] | None = None) -> str:
    """Give what is assumed without a setting: the programme's own default, else the product's."""
    own = programme or {}
    return own.get(code, ALL[code].default)


def in_force(
    settings: Iterable[Setting],
    code: str,
    on: date,
    programme: Mapping[str, str] | None = None,
) -> Value:
    """Give a parameter's value on a day: the latest set by then, else its default.

    Of two settings from the same day the later in the iterable stands. ``programme`` holds the
    defaults of the contract's programme, which come before the product's.
    """
    standing = parse(code, default_text(code, programme)) if code in ALL else None
    since = date.min
    for setting in settings:
        if setting.code == code and since <= setting.effective_from <= on:
            standing, since = parse(code, setting.text), setting.effective_from
    if standing is None:
        msg = f"{code} has no default and none was set by {on.isoformat()}."
        raise ParameterError(msg)
    return standing


def contradictions(values: Mapping[str, Value]) -> list[str]:
    """Say which values of one contract on one day cannot stand together."""
    said = []
    total = sum(float(str(values[code])) for code in SHARES_OF_VALUE if code in values)
    if all(code in values for code in SHARES_OF_VALUE) and abs(total - 1) > _ROUNDING:
        said.append(
            f"The shares of the contract's value add up to {total:.0%}, not 100%: put "
            f"{', '.join(SHARES_OF_VALUE)} right together."
        )
    on, below = values.get("on_profile_from"), values.get("below_from")
    if isinstance(on, float) and isinstance(below, float) and below > on:
        said.append("below_from is above on_profile_from: no share of profile could be below.")
    return said


