"""What does the page *Returns received* consist of: the list, and one return opened?"""
