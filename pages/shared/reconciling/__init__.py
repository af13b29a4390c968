"""What the page of reconciliation is put together from."""
