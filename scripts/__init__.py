"""What make calls, and what the tests of the house call with it."""
