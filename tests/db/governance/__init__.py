"""Tests of what is written down and read again, on both engines."""
