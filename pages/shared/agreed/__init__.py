"""How is the figure both sides work with shown, signed and answered?"""
