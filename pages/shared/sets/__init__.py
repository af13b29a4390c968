"""What do the parts of the page about profile sets share?"""
