"""Tests of the worklist's own rules."""
