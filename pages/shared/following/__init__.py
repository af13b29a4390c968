"""What do the pages share that follow clients from referral to work?"""
