"""The reader against every awkward file of a folder of corpora: ``make stress CORPORA=folder``."""
