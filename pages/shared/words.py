"""How is text that came from outside put on a page, so that it stays text?"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$:&])")


def as_markdown(text: str) -> str:
    """Give text in which nothing is read as markdown, a link, an image or a formula."""
    return _MARKS.sub(r"\\\1", text)


def unquoted(message: str) -> str:
    """Give a finding's message as plain text: names of columns without their code marks."""
    return message.replace("`", "")


def sentence(text: str) -> str:
    """Give text with a capital to begin with."""
    return text[:1].upper() + text[1:]
