"""What does a file of a dataset look like? A header and worked examples to write over."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset


def template_csv(dataset: Dataset) -> str:
    """Give the template of a dataset as CSV: every column a file may hold, and its examples."""
    names = [column.name for column in dataset.public_columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([example.get(name, "") for name in names] for example in dataset.examples)
    return out.getvalue()
