"""Does anybody get anything of what is not theirs? Every role by everything that shows or writes.

``rights`` says who may see what, worked out from the requirements and not from the walls;
``marks`` stamps every text and figure of a place and finds the stamps again; ``store`` fills a
store with them; ``ways`` lists every way in which something leaves it.
"""
