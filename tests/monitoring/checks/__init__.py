"""The checks of files, tested."""
