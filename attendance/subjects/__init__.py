"""What official documents do with requests of attendance."""
