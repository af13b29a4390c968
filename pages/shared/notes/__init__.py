"""How are notes read and written beside what they are about?"""
