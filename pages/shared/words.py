"""How is text that came from outside put on a page, so that it stays text?"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$:&])")


def as_markdown(text: str) -> str:
    """Give text in which nothing is read as markdown, a link, an image or a formula."""
    return _MARKS.sub(r"\\\1", text)
