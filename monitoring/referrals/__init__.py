"""Who is referred, from where, as many as anticipated, and who is not seen yet?"""
