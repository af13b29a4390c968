"""What are the measures called?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared import loaders

if TYPE_CHECKING:
    from pages.shared.identity import Visitor


def measure_titles(visitor: Visitor) -> dict[str, str]:
    """Give what each measure is called, by its code."""
    every = [each for of in loaders.programmes(visitor).values() for each in of.measures]
    return {measure.code: measure.title for measure in every}
