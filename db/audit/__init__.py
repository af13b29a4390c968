"""The two chained logs: publications in ``db.chain``, and the access log, sealed in batches."""
