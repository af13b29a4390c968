"""What was promised and by whom, what was said, and who answers for what?

What people write about a contract is read as steps and never changed: how something stands is
worked out from the steps a reader may see. Each word of the field has its own module.
"""
