"""Who may read what people wrote down? Only its audience, whoever asks and however."""

from __future__ import annotations

from db.walls.conditions import Rule

WRITTEN: dict[str, Rule] = {}
"""The rules of notes, meetings, actions, requests and what else people write, by table."""
