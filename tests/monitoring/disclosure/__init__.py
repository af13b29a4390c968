"""Tests of how small numbers are hidden."""
