"""The matrix in full; with ``CORPORA=folder`` the reader against every awkward file of it."""
