"""The descriptions of datasets, tested."""
