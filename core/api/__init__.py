"""The REST edge: what every endpoint of every app shares (see README.md beside this file)."""
