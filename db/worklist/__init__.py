"""What differs between two sources, what was written about it, and how is more written?

Every rule of ``monitoring.worklist`` is held here, in the transaction that writes, whoever calls.
"""
