"""Tests of what is written and read about differences."""
