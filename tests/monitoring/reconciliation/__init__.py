"""Two records compared: every rule of it, on the smallest tables that can break it."""
