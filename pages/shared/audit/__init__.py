"""What the page about who did what shares with nobody: its head, its choices and its table."""
