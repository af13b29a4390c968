"""How is a worklist of differences looked through and worked?"""
