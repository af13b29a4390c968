"""What does the page *Who owns what* consist of, and the line about it on every other page?"""
