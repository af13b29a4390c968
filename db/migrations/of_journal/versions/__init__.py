"""The revisions of the journal, oldest first."""
