"""A page of known things behind the real guard, to try the guard and the steps on."""
