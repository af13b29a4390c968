"""Tests of monitoring.spc."""
