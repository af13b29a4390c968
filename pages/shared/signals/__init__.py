"""What is unusual: a month of one contract, and one contract among others."""
