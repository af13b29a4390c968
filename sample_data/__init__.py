"""What can be looked at before anybody sends anything? Real published data and a made-up story."""
