"""What the product promises, tested."""
