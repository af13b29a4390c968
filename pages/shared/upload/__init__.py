"""What does the page *Send a return* consist of? One module a step, in the order of the steps."""
