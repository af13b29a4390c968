"""The store: what was sent, by whom, what was known when, and who may see it."""
