"""How is a file from outside turned into rows of text without believing any of it?"""
