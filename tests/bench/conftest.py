"""Two stores of one engine, to be measured in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stores import ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store
    from tests.stores import Copies


@pytest.fixture(params=ENGINES)
def two_stores(request: pytest.FixtureRequest, copies: Copies) -> Iterator[tuple[Store, Store]]:
    """Give two empty stores, once on each engine."""
    with copies.lent(request.param) as few, copies.lent(request.param) as many:
        yield few, many
