"""Saved mappings, tested."""
