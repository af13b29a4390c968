"""The sentences, tested word for word."""
