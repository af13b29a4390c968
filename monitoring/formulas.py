"""How does a formula read in words, with the rules in force in place of their codes?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.narrative.words import listed
from monitoring.parameters import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from monitoring.programmes import Measure, Programme

_CODE = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_NAME = re.compile(r"[a-z]\w*")
_PARAMETER = re.compile(r"the parameter (\w+)")
_TWICE = re.compile(r"\b(hours|days|weeks|months) \1\b")
_UNITS = ("hours", "days", "weeks", "months")
_SIGNS = {" / ": " divided by ", " - ": " less ", " + ": " plus "}


def by_default(code: str) -> str:
    """Give what a parameter is until a contract says otherwise."""
    return ALL[code].default


def in_words(
    programme: Programme, measure: Measure, value_of: Callable[[str], str] = by_default
) -> str:
    """Give a measure's formula without a code: measures by title, rules by their value.

    Parameters
    ----------
    programme, measure
        The measure, and the programme it belongs to.
    value_of
        Gives a parameter's value by its code.
    """
    titles = {each.code: _small(each.title) for each in programme.measures}
    text = measure.formula
    if measure.is_rate:  # made of counts and nothing else; a count's own formula is a sentence
        text = _NAME.sub(lambda found: titles.get(found[0], found[0]), text)
    return _spelt(worded(text, value_of, titles))


def worded(
    formula: str, value_of: Callable[[str], str], titles: Mapping[str, str] | None = None
) -> str:
    """Put values in place of the codes of parameters, and titles in place of those of measures.

    Examples
    --------
    >>> worded("work of at least jo_min_hours a week", lambda code: "8.0")
    'work of at least 8 hours a week'
    """
    named = titles or {}
    said = _CODE.sub(lambda found: named.get(found[0]) or _value(found[0], value_of), formula)
    return _TWICE.sub(r"\1", said)


def counted_from(measure: Measure) -> str:
    """Name the files a measure is counted from; blank where it is only returned."""
    return listed([_small(datasets.dataset(name).title) for name in measure.counted_from])


def counted_by(measure: Measure) -> str:
    """Say which date gives a row its month, without a code."""
    days = {
        column.name: _small(column.sentence.partition(";")[0].rstrip("."))
        for name in measure.counted_from
        for column in datasets.dataset(name).columns
    }
    named = _PARAMETER.sub(lambda one: f"the contract's rule ({_rule(one[1])})", measure.counted_by)
    return _CODE.sub(lambda found: days.get(found[0], found[0].replace("_", " ")), named)


def _rule(code: str) -> str:
    return _small(ALL[code].sentence.rstrip(".")) if code in ALL else code.replace("_", " ")


def _spelt(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return text


def _small(title: str) -> str:
    """Give a title as it stands within a sentence; one in capitals stays so.

    >>> _small("Courses finished"), _small("PLMI sent")
    ('courses finished', 'PLMI sent')
    """
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _value(code: str, value_of: Callable[[str], str]) -> str:
    if code not in ALL:
        return code
    unit = next((word for word in _UNITS if word in code), "")
    return f"{value_of(code).removesuffix('.0').replace('_', ' ')} {unit}".strip()
