"""The domain, tested without a store or a page."""
