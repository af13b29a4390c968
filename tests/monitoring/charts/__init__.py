"""The pictures, tested as data."""
