"""What do the pages *Reviews and actions* and *Ask once* consist of?"""
