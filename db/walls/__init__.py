"""What holds below the ORM, so that no way of asking shows more than one's own rows."""
