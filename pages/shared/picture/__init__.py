"""What the browser runs to copy a chart: the one script of our own that a page loads."""
