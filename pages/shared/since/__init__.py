"""What changed between then and now: what is compared, and how it is shown."""
