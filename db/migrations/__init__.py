"""How did the tables become what they are? One history for the store, one for the journal.

A revision is written out in full and never changed: it may use nothing that will change after it.
"""
