"""How something is meant: wanted or not, told of others or of the past, on a condition, approved, put off."""
