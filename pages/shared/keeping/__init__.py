"""What does the page *Keeping and destroying* consist of: periods, what is due, held and gone?"""
