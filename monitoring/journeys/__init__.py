"""What happens to the clients of a contract between their referral and a job that lasts?"""
