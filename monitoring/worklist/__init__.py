"""Which differences between two sources are still open, and what do people do about them?

What differs is worked out at every read; only what people wrote about it is kept, as steps.
"""
