"""Financial papers as business records that documents decide on: see `papers`."""
