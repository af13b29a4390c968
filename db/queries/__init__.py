"""Reads: a scoped session in, frames and plain rows out. SQL selects, filters, counts and sums."""
