"""The domain: what a return means, and what it says against the profile.

Frames and dataclasses in and out. Nothing here reads a file, a clock or a store.
"""
