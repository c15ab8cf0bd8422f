"""Loading of foreign files: read, check, show, then post through the ordinary guards."""
