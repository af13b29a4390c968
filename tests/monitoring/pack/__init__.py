"""Does a review pack hold, write and print what it should?"""
