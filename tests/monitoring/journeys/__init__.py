"""Tests of what was promised, noted, asked and who answers for it."""
