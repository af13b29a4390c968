"""Who is at the door, and how long may they stay?"""
