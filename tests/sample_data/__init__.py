"""Is the sample what it says it is?"""
