"""Strict reading, tested."""
