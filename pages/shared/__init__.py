"""What do all the pages share? Pages live beside this folder, each answering one question."""
