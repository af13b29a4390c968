"""How is a file from outside turned into rows of text without believing any of it?"""

from monitoring.reading.limits import PAGE_LIMITS, TERMINAL_LIMITS, Limits
from monitoring.reading.reader import read, sheets

__all__ = ["PAGE_LIMITS", "TERMINAL_LIMITS", "Limits", "read", "sheets"]
