"""The history of the journal."""
