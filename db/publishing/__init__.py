"""How does a file become rows, cells and a receipt, whole or not at all?

Read in the order of the work: ``request``, ``resolving``, ``staging``, ``changes``, ``returned``
and ``counted`` (monthly cells), ``guards``, ``notes``, ``ledger``. ``db.sending`` composes them.
"""
